import type { WireApprovalStatus } from './wire-approval.ts';
import type { WireChannel, WireVerdict } from './wire-decision.ts';
import type { WireToolStanding } from './wire-tool.ts';

/** What is stopped. */
export type WireEmergency = {
  readonly halt: {
    readonly source: 'api' | 'cli' | 'signal' | 'sentinel' | 'breaker' | 'integrity';
    readonly by: string;
    readonly reason: string;
    readonly since_ms: number;
  } | null;
  readonly safe_mode: boolean;
  readonly containments: readonly (WireContainRequest & { readonly by: string; readonly since_ms: number })[];
};

/** What a containment holds. */
export type WireContainmentTarget = {
  readonly kind: 'session' | 'principal' | 'tool' | 'host' | 'effect-class';
  readonly name: string;
};

/** `POST /v1/emergency/contain`: hold one target. */
export type WireContainRequest = {
  readonly verb: 'freeze' | 'quarantine' | 'block' | 'revoke' | 'mute';
  readonly target: WireContainmentTarget;
  readonly reason: string;
};

/** `POST /v1/emergency/halt`: stop everything new. */
export type WireHaltRequest = { readonly reason: string; readonly source?: 'api' | 'cli' };

/** The token that resumes; shown once, never again. */
export type WireHaltResponse = { readonly resume_token: string };

/** `POST /v1/emergency/resume`. */
export type WireResumeRequest = { readonly resume_token: string; readonly rationale: string };

/** `POST /v1/emergency/lift`: let one contained target go on. */
export type WireLiftRequest = { readonly target: WireContainmentTarget; readonly rationale: string };

/** `POST /v1/emergency/safe-mode`: make the gateway read-only. */
export type WireSafeModeRequest = { readonly reason: string };

/** The answer of `POST /v1/emergency/safe-mode/question`: what to sign to end safe mode, once, until it expires. */
export type WireSafeModeQuestion = {
  readonly nonce: string;
  /** One line of canonical JSON; goes into `signedSafeModeText`. */
  readonly statement: string;
  readonly created_at_ms: number;
  readonly expires_at_ms: number;
};

/** `POST /v1/emergency/safe-mode/leave`: a signed answer to a question. The approver is the token's principal. */
export type WireSafeModeExit = {
  readonly nonce: string;
  /** What was found and mended; 20 to 2,000 characters. */
  readonly reason: string;
  readonly key_id: string;
  /** Base64 Ed25519 signature over `signedSafeModeText`. */
  readonly signature: string;
};

/** The newest checkpoint of the log: size, root (base64) and the C2SP signed note. Size 0 has an empty note. */
export type WireLogHead = { readonly size: number; readonly root: string; readonly note: string };

/** One entry of the log: its place, its exact text and its RFC 6962 leaf hash (base64). */
export type WireLogEntry = { readonly index: number; readonly text: string; readonly leaf_hash: string };

/**
 * What became of an entry's payload: `none`, it never had one; `kept`, encrypted beside the log; `erased`, on record;
 * `missing`, gone though nothing records an erasure.
 */
export type WirePayloadState = {
  readonly state: 'none' | 'kept' | 'erased' | 'missing';
  /** Who erased it, when, why, and in which entry; null unless it was erased. */
  readonly erasure: {
    readonly index: number;
    readonly by: string;
    readonly at_ms: number;
    readonly rationale: string;
  } | null;
};

/** One entry of the log and what became of its payload. */
export type WireShownEntry = WireLogEntry & { readonly payload: WirePayloadState };

/** `POST /v1/log/entries/{index}/erase`: why its payload is erased; 10 to 2,000 characters, kept in the log. */
export type WireEraseRequest = { readonly rationale: string };

/** The place of the entry that records the erasure. */
export type WireEraseResponse = { readonly index: number; readonly log_index: number };

/** A proof that an entry is in the log: the text of a C2SP tlog-proof, for offline checking. */
export type WireReceipt = { readonly index: number; readonly entry: string; readonly proof: string };

/** A rule of the policy. */
export type WirePolicyRule = {
  readonly id: string;
  readonly layer: 'safety' | 'organisation' | 'project';
  readonly decision: 'permit' | 'forbid' | 'ask';
  readonly reason: string;
  readonly instead: string;
  readonly expires_at_ms: number | null;
};

/** The policy in force, with the warnings of loading it. */
export type WirePolicy = {
  readonly version: string;
  readonly profile: 'safe' | 'dev' | 'full-auto';
  readonly mode: 'enforce' | 'shadow';
  readonly window: { readonly from_minute: number; readonly to_minute: number; readonly time_zone: string } | null;
  readonly thresholds: { readonly [Name in WireChannel]: number };
  readonly critical_approvers: number;
  readonly cedar_mode: 'off' | 'restrict' | 'allowlist';
  readonly rules: readonly WirePolicyRule[];
  readonly warnings: readonly string[];
  /** Whether the policy files still say what is in force, and if they would not load, why. */
  readonly on_file: { readonly state: 'in-force' | 'changed' | 'invalid'; readonly problems: readonly string[] };
};

/** A rule that an approver proposed: nothing is in force by it. Times in milliseconds since 1970. */
export type WirePolicyProposal = {
  /** Place of its entry in the log. */
  readonly index: number;
  readonly at_ms: number;
  readonly by: string;
  readonly tool: string;
  readonly rule_id: string | null;
  /** The rule as YAML lines; null when none could be proposed or it was erased. */
  readonly yaml: string | null;
  readonly expires_at_ms: number | null;
  readonly state: 'open' | 'expired' | 'refused' | 'erased' | 'dismissed';
  /** Why no rule could be proposed; null when one was. */
  readonly why: string | null;
};

/** What the bearer of a token may do. Nobody can be given `elicit`: the gateway keeps it for its own MCP front. */
export type WireTokenScope = 'decide' | 'outcome' | 'approve' | 'read' | 'admin' | 'halt' | 'elicit' | 'prompt';

/** A token without its secret. Times in milliseconds since 1970. */
export type WireToken = {
  readonly id: string;
  readonly principal: string;
  readonly scopes: readonly WireTokenScope[];
  /** The id of the lease that the bearer acts under whatever they show; null for none. */
  readonly lease: string | null;
  readonly created_at_ms: number;
  readonly expires_at_ms: number | null;
  readonly revoked_at_ms: number | null;
};

/** `POST /v1/tokens`. */
export type WireCreateTokenRequest = {
  readonly principal: string;
  readonly scopes: readonly WireTokenScope[];
  readonly expires_at_ms?: number | null;
};

/** `POST /v1/tokens/narrow`: a token of one's own that may do less and ends within an hour (15 minutes where nothing is said). */
export type WireNarrowTokenRequest = { readonly scopes: readonly WireTokenScope[]; readonly life_ms?: number };

/** A new token; its secret is in `token`, here and never again. */
export type WireCreateTokenResponse = { readonly token: string; readonly record: WireToken };

/** `POST /v1/approvers`: an approver's Ed25519 public key, 32 bytes as base64. */
export type WireEnrolRequest = { readonly principal: string; readonly public_key: string };

/** The id that the key is known by. */
export type WireEnrolResponse = { readonly key_id: string };

/** An approver's key. Times in milliseconds since 1970. */
export type WireApprover = {
  readonly key_id: string;
  readonly principal: string;
  /** Raw Ed25519 public key, base64; of a passkey SubjectPublicKeyInfo. */
  readonly public_key: string;
  /** Null while the key counts. */
  readonly withdrawn_at_ms: number | null;
  /** Whose hands it is in: the person's own, the gateway's for an account, an authenticator's. */
  readonly kind: 'personal' | 'channel' | 'passkey';
  /** Of a channel key: where it answers; null for others. */
  readonly channel: string | null;
  /** What its owner calls a passkey; null for others. */
  readonly label: string | null;
  /** The person whose account the principal is. */
  readonly person: string;
};

/** A key that was withdrawn, and how many are left that count. */
export type WireWithdrawal = { readonly approver: WireApprover; readonly remaining: number };

/** How the gateway is. */
export type WireHealth = {
  readonly status: 'ok' | 'halted' | 'degraded';
  readonly version: string;
  readonly started_at_ms: number;
  readonly log: { readonly size: number; readonly writable: boolean };
  readonly witness: 'none' | 'pending' | 'cosigned';
  readonly mode: 'enforce' | 'shadow';
  readonly profile: string;
  readonly pending_approvals: number;
  /** Workspaces that nothing is written to until a person has looked: `countersign workspace reopen`. */
  readonly closed_workspaces: readonly WireClosedWorkspace[];
};

/** A workspace that a change left neither made nor undone. */
export type WireClosedWorkspace = { readonly root: string; readonly problem: string; readonly since_ms: number };

/** An event of `GET /v1/events`: something that just became durable. Holds no arguments and no secrets. */
export type WireEvent =
  | {
      readonly kind: 'decision';
      readonly log_index: number;
      readonly at_ms: number;
      readonly action_id: string;
      readonly session: string;
      readonly tool: string;
      readonly verdict: WireVerdict;
      readonly risk_score: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'outcome';
      readonly log_index: number;
      readonly at_ms: number;
      readonly action_id: string;
      readonly result: string;
    }
  | {
      /** A change that the gateway made was looked at; `human` is for a person, and so is what stands although it was rejected. */
      readonly kind: 'verification';
      readonly log_index: number;
      readonly at_ms: number;
      readonly action_id: string;
      readonly session: string;
      readonly outcome: 'commit' | 'fix' | 'human' | 'rollback';
      readonly stands: boolean;
      /** The names of the checks that did not pass. */
      readonly failed: readonly string[];
    }
  | {
      readonly kind: 'approval';
      readonly at_ms: number;
      readonly id: string;
      readonly status: WireApprovalStatus;
      readonly by: string | null;
    }
  | {
      readonly kind: 'emergency';
      readonly at_ms: number;
      readonly halted: boolean;
      readonly safe_mode: boolean;
      readonly reason: string;
    }
  | {
      /** A workspace is closed for writing until a person has looked, or open again. */
      readonly kind: 'workspace';
      readonly at_ms: number;
      readonly root: string;
      readonly is_closed: boolean;
    }
  | {
      /** Something that a server offers is held until somebody has looked at it. */
      readonly kind: 'tool';
      readonly at_ms: number;
      readonly server: string;
      readonly tool: string;
      readonly standing: WireToolStanding;
      /** Kinds of warnings. */
      readonly warnings: readonly string[];
    }
  | {
      /** A run in a sandbox began, ended or was stopped; `change` is the type of the log entry. */
      readonly kind: 'run';
      readonly at_ms: number;
      readonly run: string;
      readonly session: string;
      readonly change: string;
    }
  | {
      /** Most of a budget is used, or all of it. */
      readonly kind: 'budget';
      readonly at_ms: number;
      readonly scope: string;
      readonly state: 'warning' | 'exhausted';
    }
  | {
      /** A lease was given, renewed or ended. */
      readonly kind: 'lease';
      readonly at_ms: number;
      readonly id: string;
      readonly session: string | null;
      readonly state: 'granted' | 'renewed' | 'ended';
      readonly reason: string;
    }
  | {
      /** A breaker tripped; somebody has to look at what it contains before `review_by_ms`. */
      readonly kind: 'guardrail';
      readonly at_ms: number;
      readonly breaker: string;
      readonly verb: string;
      readonly target: string;
      readonly reason: string;
      readonly review_by_ms: number;
    }
  | {
      readonly kind: 'message';
      readonly at_ms: number;
      readonly session: string;
      readonly verdict: 'clean' | 'jailbreak' | 'crisis' | 'crisis-under-attack';
      readonly level: 'none' | 'concern' | 'high' | 'imminent';
    }
  | { readonly kind: 'policy'; readonly at_ms: number; readonly version: string }
  | {
      readonly kind: 'witness';
      readonly at_ms: number;
      readonly size: number;
      readonly state: 'pending' | 'cosigned';
    };
