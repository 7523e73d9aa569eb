/** The signature schemes a log's notes are signed with (RFC 8032, FIPS 204). */
export type SignatureAlgorithm = 'ed25519' | 'ml-dsa-44';

/**
 * Checks a signature, given to the core by whoever calls it. Public keys are raw: 32 bytes for Ed25519, 1312 for ML-DSA-44.
 *
 * False for a signature or key of the wrong length or form; never throws for what it is given.
 */
export type VerifySignature = (input: {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}) => boolean;

/** Signs a message with a key that the caller holds; the core never sees private keys. 64 bytes for Ed25519, 2420 for ML-DSA-44. */
export type SignMessage = (message: Uint8Array) => Uint8Array;
