/** An approver's public key. */
export type ApproverKey = {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** `human:<name>`. */
  readonly principal: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
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
