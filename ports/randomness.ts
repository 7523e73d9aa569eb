/** Randomness fit for keys and nonces. */
export interface Randomness {
  bytes(length: number): Uint8Array;
  /** A UUIDv7 (RFC 9562) for this instant in milliseconds since 1970; later calls sort later. */
  uuid(atMs: number): string;
}
