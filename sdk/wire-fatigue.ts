import type { WireApproval, WireSignedFields } from './wire-approval.ts';

/** One signed answer of `POST /v1/approvals/batch`. */
export type WireSignedAnswer = WireSignedFields & { readonly id: string; readonly answer: 'approve' | 'deny' };

/** `POST /v1/approvals/batch`: up to a hundred answers, each signed over its own statement. */
export type WireSignedAnswersRequest = { readonly answers: readonly WireSignedAnswer[] };

/** What became of one answer: the request with it, or why it was refused. */
export type WireSignedAnswered = {
  readonly id: string;
  readonly approval: WireApproval | null;
  readonly error: { readonly code: string; readonly message: string; readonly remedies: readonly string[] } | null;
};

/** `POST /v1/trust/questions`: what a session is to be trusted with. */
export type WireTrustOrder = {
  readonly session: string;
  /** One whitelisted pattern, with the tool it is for; ordinary work in the workspace where both are left out. */
  readonly pattern?: string;
  /** Its origin and name, as in `builtin:claude-code Bash`. */
  readonly tool?: string;
  /** At most four hours; one hour unless said. */
  readonly duration_ms?: number;
};

/** What is to be signed for it: `statement`, as `signedTrustText` writes it. */
export type WireTrustQuestion = {
  readonly nonce: string;
  readonly statement: string;
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  readonly expires_at_ms: number;
  /** What a pattern does, which is all that it covers; empty for ordinary work. */
  readonly effects: readonly string[];
};

/** `POST /v1/trust`. */
export type WireTrustAnswer = { readonly nonce: string; readonly key_id: string; readonly signature: string };

/** Trust that holds now. */
export type WireTrust = {
  readonly id: string;
  readonly kind: 'work' | 'pattern';
  readonly pattern: string | null;
  readonly tool: string | null;
  readonly effects: readonly string[];
  readonly by: string;
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  readonly lease: string | null;
  readonly expires_at_ms: number;
};

/** How one person on one channel, or all together, deals with questions. Times in milliseconds. */
export type WireFatigueReading = {
  readonly by: string | null;
  readonly channel: string | null;
  readonly prompts: number;
  readonly approved: number;
  readonly denied: number;
  readonly unanswered: number;
  readonly per_hour: number;
  readonly approve_rate: number | null;
  readonly median_ms: number | null;
  /** `fast`: approvals come before anybody can have read; `always`: all are approvals, and fast; `flood`: too many to read. */
  readonly alarms: readonly ('fast' | 'always' | 'flood')[];
};

/** A narrow rule that would have made questions needless, tried on what is recorded. */
export type WireSavingRule = {
  readonly pattern: string;
  readonly rule_id: string;
  readonly yaml: string;
  /** Places of decisions in the log that would not have been asked about. */
  readonly saved: readonly number[];
  /** Places of those that are asked about or denied all the same. */
  readonly kept: readonly number[];
  readonly approvals: number;
};

/** `GET /v1/fatigue`. */
export type WireFatigue = {
  readonly since_ms: number;
  readonly now_ms: number;
  readonly all: WireFatigueReading;
  readonly people: readonly WireFatigueReading[];
  readonly rules: readonly WireSavingRule[];
  /** Approved ten times and more, never denied. */
  readonly suggested: readonly { readonly pattern: string; readonly rule_id: string; readonly approvals: number }[];
  /** True where more was asked than is read at once. */
  readonly is_cut: boolean;
};

/** `POST /v1/policy/proposals/{index}/dismiss`. */
export type WireDismissed = { readonly until_ms: number };
