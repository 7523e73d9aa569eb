import type { WireAction, WireDecision, WireRiskLevel, WireVerdict } from './wire-decision.ts';

/** Where an action stands now. */
export type WireActionStatus =
  | 'denied'
  | 'deferred'
  | 'awaiting-approval'
  | 'authorised'
  | 'completed'
  | 'failed'
  | 'unknown-outcome'
  | 'rolled-back'
  | 'compensated';

/** One recorded decision of one action in a line. Times in milliseconds since 1970. */
export type WireActionRow = {
  readonly log_index: number;
  readonly at_ms: number;
  readonly action_id: string;
  readonly session: string;
  readonly principal: string;
  readonly tool: string;
  readonly surface: string;
  /** What it would do, at most 240 characters, without secrets; empty when it was erased. */
  readonly summary: string;
  readonly workspace: string;
  readonly effects: readonly string[];
  /** Who chose what it touches, as far as that is known: `web`, `tool:<name>`, `user`. */
  readonly provenance: readonly string[];
  readonly verdict: WireVerdict;
  readonly enforced: boolean;
  readonly score: number;
  readonly level: WireRiskLevel;
  readonly gate: string | null;
  readonly rule: string | null;
  readonly reason: string;
  readonly policy: string;
  readonly status: WireActionStatus | null;
};

/** Rows, newest first; `next_before` is where the page behind begins, null at the log's beginning. */
export type WireActionPage = {
  readonly actions: readonly WireActionRow[];
  readonly next_before: number | null;
  /** Entries of the whole log. */
  readonly size: number;
};

/** Everything that is recorded of one action. */
export type WireShownAction = {
  readonly id: string;
  readonly digest: string;
  readonly session: string;
  readonly principal: string;
  readonly tool: string;
  readonly status: WireActionStatus;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  /** Null when the payload was erased. */
  readonly action: WireAction | null;
  /** Oldest first. */
  readonly decisions: readonly {
    readonly log_index: number;
    readonly at_ms: number;
    readonly decision: WireDecision | null;
  }[];
  /** The log's entries about it, in order. */
  readonly trail: readonly {
    readonly index: number;
    readonly type: string;
    readonly at_ms: number;
    readonly actor: string;
    readonly data: { readonly [key: string]: unknown };
  }[];
  readonly checkpoint: string | null;
};

/** One part of a shell line: what joins it to the part before, what it runs, and the effects that come from exactly here. */
export type WireParsedPart = {
  readonly kind: string;
  readonly operator: string;
  readonly text: string;
  /** What the first word of a command comes to; null where that is only known when it runs. */
  readonly program: string | null;
  readonly effects: readonly string[];
  /** How many parts it stands within: the nearest one before it that is less deep holds it. */
  readonly depth: number;
};

/** How the gateway reads the shell text of an action; `parts` is null where it has none, or it was erased. */
export type WireParsedAction = {
  readonly parts: readonly WireParsedPart[] | null;
  /** False where it was too much to show. */
  readonly complete: boolean;
  /** Why a shell would not run all of it. */
  readonly problem: 'incomplete' | 'malformed' | null;
};

/** Whether a recorded verdict comes out the same when it is derived again. */
export type WireReplayFinding = {
  readonly index: number;
  readonly outcome: 'same' | 'different' | 'erased' | 'missing' | 'unknown-policy';
  readonly detail: string;
};

/** A session that has not ended. */
export type WireSession = {
  readonly id: string;
  readonly principal: string;
  readonly workspace: string;
  readonly started_at_ms: number;
  /** Denials since the last allow; three in a row stop it. */
  readonly consecutive_denials: number;
  /** What people refused in it since the last prompt. */
  readonly refused: number;
  /** Session approvals that hold. */
  readonly grants: number;
  /** A message of its user that spoke of a crisis, and until when it restricts the session; null where none does. */
  readonly crisis: { readonly level: 'high' | 'imminent'; readonly until_ms: number } | null;
};

/** The organisation's policy as text; `own` is false where it is the one that comes with Countersign. */
export type WirePolicyText = { readonly source: string; readonly text: string; readonly own: boolean };

/** `POST /v1/policy/text`: the text that the change begins from, the new one, and a code unless the login is a passkey's. */
export type WirePolicySaving = { readonly before: string; readonly text: string; readonly totp?: string };

/** The version that is in force, and where the text before is kept; null where there was no file. */
export type WireSavedPolicy = { readonly version: string; readonly kept: string | null };

/** What a changed policy would be, and what of the last week it would have decided otherwise. */
export type WirePolicyPreview = {
  /** Why it would not be loaded; empty when it would. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly rules: number;
  /** Inline examples, which all hold when there is no problem. */
  readonly examples: number;
  /** Recorded decisions that were made again. */
  readonly decisions: number;
  readonly changed: number;
  readonly changes: readonly {
    readonly index: number;
    readonly action_id: string;
    readonly tool: string;
    /** What it would have done, in one line without secrets. */
    readonly summary: string;
    readonly before: WireVerdict;
    readonly after: WireVerdict;
    readonly reason: string;
  }[];
  /** True where there is more in that week than was looked at. */
  readonly cut: boolean;
};

/** Whom the log is signed by: its name and its verifier keys. */
export type WireLogKeys = { readonly origin: string; readonly keys: readonly string[] };
