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
  /** What the approver confirmed it with beside the signature; left out where nothing was. */
  readonly second_factor?: 'totp' | 'passkey' | undefined;
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
  /** Null when the payload was erased, and for a caller that may only decide. Cut where it is long when `prompt` is null. */
  readonly shown: { readonly action: WireAction; readonly decision: WireDecision } | null;
  /**
   * What people are shown, whole and safe to show: every channel shows the same. Null in lists and after an answer, and for a caller that
   * may only decide: read the request by its id before anybody decides about it.
   */
  readonly prompt: WirePrompt | null;
  /** One line of canonical JSON; goes into `signedApprovalText`. */
  readonly statement: string;
};

/**
 * What a person is shown of a request. Every line is visible text: nothing in it is invisible, changes the direction of writing, or
 * holds a line break. Lines of a `quoted` section are the agent's words: show them behind a margin, so that they pass for nobody else's.
 */
export type WirePrompt = {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly lines: readonly string[];
    readonly quoted: boolean;
  }[];
  /** 16 hexadecimal digits that stand for title and sections. */
  readonly fingerprint: string;
};

/** An approver's answer with the signature of their own key. */
export type WireSignedFields = {
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
 * `POST /v1/approvals/{id}/approve` and `/deny`: an approver's answer. The approver is the token's principal.
 *
 * The page of somebody who is logged in leaves `key_id` and `signature` out: the key of their browsers signs. Critical risk needs `totp`, a
 * code of the approver's authenticator app, or `credential`, a passkey's assertion over the digest of the signed text (see
 * `POST /v1/approvals/{id}/challenge`).
 */
export type WireAnswerRequest = Omit<WireSignedFields, 'key_id' | 'signature' | 'channel'> & {
  readonly channel?: WireChannel | 'web';
  readonly key_id?: string;
  readonly signature?: string;
  readonly totp?: string;
  readonly credential?: { readonly [name: string]: unknown };
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
