/** An approver's public key. */
export type EnrolledApprover = {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** `human:<name>`. */
  readonly principal: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
};

/** Knows who may approve. Kept outside the agent's reach. */
export interface ApproverRegistry {
  find(keyId: string): EnrolledApprover | null;
  /** Adds a key durably; adding the same key again changes nothing. */
  enrol(approver: EnrolledApprover): Promise<void>;
  list(): readonly EnrolledApprover[];
}
