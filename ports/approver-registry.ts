import type { AnswerChannel } from '../core/approval/approval.ts';
import type { ApproverKind } from '../core/approval/approver-kind.ts';

/** What a passkey is known by beside its key. */
export type PasskeyDetails = {
  /** Base64url. */
  readonly credentialId: string;
  /** The host that it was made for, and works for. */
  readonly rpId: string;
  /** The key as the authenticator gave it (COSE), base64url. */
  readonly coseKey: string;
  /** What its owner calls it. */
  readonly label: string;
  /** What a session that is opened with it may do, at most. */
  readonly scopes: readonly string[];
};

/** An approver's public key. */
export type ApproverKey = {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** `human:<name>`. */
  readonly principal: string;
  /** Raw Ed25519 public key, 32 bytes; of a passkey SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  /** Left out in registries from before there were kinds (see `kindOf`). */
  readonly kind?: ApproverKind;
  /** Of a channel key: where it answers, and for which account there. */
  readonly channel?: AnswerChannel;
  readonly account?: string;
  /** Of a passkey. */
  readonly passkey?: PasskeyDetails;
};

/** A key that was enrolled, and whether it still counts. */
export type EnrolledApprover = ApproverKey & {
  /** When it was withdrawn, in milliseconds since 1970; null while it counts. */
  readonly withdrawnAtMs: number | null;
};

/** Knows who may approve. Kept outside the agent's reach. */
export interface ApproverRegistry {
  /** The key, while it counts; null for one that is unknown or withdrawn. */
  find(keyId: string): EnrolledApprover | null;
  /** Adds a key durably. A known key changes nothing: one that was withdrawn stays withdrawn for good. */
  enrol(approver: ApproverKey): Promise<void>;
  /**
   * Withdraws a key: it counts no longer from this call on, even when that could not be made durable, which raises
   * `StoreError`. The first time stands; an unknown key changes nothing.
   */
  withdraw(keyId: string, atMs: number): Promise<void>;
  /** Every key, withdrawn ones too, in the order of enrolment. */
  list(): readonly EnrolledApprover[];
}
