import type {
  WireAction,
  WireApprovalScope,
  WireApprovalTerms,
  WireChannel,
  WireDecision,
  WireRiskLevel,
  WireVerdict,
} from './wire-decision.ts';

/** Where an approval request stands. */
export type WireApprovalStatus = 'pending' | 'approved' | 'denied' | 'timed-out' | 'cancelled' | 'superseded';

/** Where an answer was given; `mcp` is at the client that made the call. */
export type WireAnswerChannel = WireChannel | 'slack' | 'email' | 'web' | 'mcp';

/** One approver's signed answer. */
export type WireApprovalAnswer = {
  readonly answer: 'approve' | 'deny';
  readonly approver: string;
  readonly key_id: string;
  readonly channel: WireAnswerChannel;
  readonly scope: WireApprovalScope;
  readonly note: string;
  readonly at_ms: number;
  readonly signature: string;
};

/** An approval request without the action it is about. Times in milliseconds since 1970. */
export type WireApprovalSummary = {
  readonly id: string;
  readonly action_id: string;
  /** Place of the decision that asked, in the log. */
  readonly decision_index: number;
  readonly status: WireApprovalStatus;
  readonly binding: {
    readonly action_digest: string;
    readonly tool_digest: string | null;
    readonly policy_version: string;
    readonly profile: string;
    readonly lease: string | null;
    readonly plan: string | null;
    readonly requester: string;
    readonly session: string;
  };
  readonly on_behalf_of: string;
  readonly risk_level: WireRiskLevel;
  readonly risk_score: number;
  readonly terms: WireApprovalTerms;
  readonly nonce: string;
  readonly created_at_ms: number;
  readonly deadline_ms: number;
  readonly answers: readonly WireApprovalAnswer[];
  readonly late: boolean;
  readonly usable_until_ms: number | null;
  readonly consumed_by: string | null;
};

/** An approval request with what people must see to answer it, and the statement they sign. */
export type WireApproval = WireApprovalSummary & {
  /** Null when the payload was erased. */
  readonly shown: { readonly action: WireAction; readonly decision: WireDecision } | null;
  /** One line of canonical JSON; goes into `signedApprovalText`. */
  readonly statement: string;
};

/** `POST /v1/approvals/{id}/approve` and `/deny`: an approver's signed answer. The approver is the token's principal. */
export type WireAnswerRequest = {
  /** Default `action`. */
  readonly scope?: WireApprovalScope;
  /** What the approver tells the agent; at most 2,000 characters. */
  readonly note?: string;
  /** Default `api`. */
  readonly channel?: WireChannel;
  readonly key_id: string;
  /** Base64 Ed25519 signature over `signedApprovalText`. */
  readonly signature: string;
};

/**
 * The answer of `POST /v1/decide`, durable in the log before it was given.
 *
 * Do what `verdict` says: status 200 with `allow`, `deny` or `defer`, or 202 with `require-approval` while people have
 * not answered. Only `allow` lets the action run.
 */
export type WireDecideResponse = {
  readonly verdict: WireVerdict;
  readonly reason: string;
  readonly remedies: readonly string[];
  /** False in shadow mode: `decision.verdict` was recorded, not enforced. */
  readonly enforced: boolean;
  readonly action_id: string;
  readonly action_digest: string;
  readonly log_index: number;
  readonly decision: WireDecision;
  /** Without `shown`: the caller knows what it asked. */
  readonly approval: WireApprovalSummary | null;
};
