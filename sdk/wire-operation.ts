import type { WireApprovalStatus } from './wire-approval.ts';
import type { WireChannel, WireVerdict } from './wire-decision.ts';

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

/** The newest checkpoint of the log: size, root (base64) and the C2SP signed note. Size 0 has an empty note. */
export type WireLogHead = { readonly size: number; readonly root: string; readonly note: string };

/** One entry of the log: its place, its exact text and its RFC 6962 leaf hash (base64). */
export type WireLogEntry = { readonly index: number; readonly text: string; readonly leaf_hash: string };

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
};

/** What the bearer of a token may do. */
export type WireTokenScope = 'decide' | 'outcome' | 'approve' | 'read' | 'admin' | 'halt';

/** A token without its secret. Times in milliseconds since 1970. */
export type WireToken = {
  readonly id: string;
  readonly principal: string;
  readonly scopes: readonly WireTokenScope[];
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

/** A new token; its secret is in `token`, here and never again. */
export type WireCreateTokenResponse = { readonly token: string; readonly record: WireToken };

/** `POST /v1/approvers`: an approver's Ed25519 public key, 32 bytes as base64. */
export type WireEnrolRequest = { readonly principal: string; readonly public_key: string };

/** The id that the key is known by. */
export type WireEnrolResponse = { readonly key_id: string };

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
};

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
      readonly kind: 'approval';
      readonly at_ms: number;
      readonly id: string;
      readonly status: WireApprovalStatus;
      readonly by: string | null;
    }
  | { readonly kind: 'emergency'; readonly at_ms: number; readonly halted: boolean; readonly reason: string }
  | { readonly kind: 'policy'; readonly at_ms: number; readonly version: string }
  | {
      readonly kind: 'witness';
      readonly at_ms: number;
      readonly size: number;
      readonly state: 'pending' | 'cosigned';
    };
