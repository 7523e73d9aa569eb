import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { type MerkleHash, merkleHash } from '../../../core/audit/merkle.ts';
import type { SignatureAlgorithm, VerifySignature } from '../../../core/audit/signature.ts';
import type { HashFunction } from '../../../core/hash.ts';

/** SHA-256, for everything in the log. */
export const sha256: HashFunction = (data) => {
  const digest = hash('sha256', data, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
};

/** The hashes of the log's tree. */
export const merkle: MerkleHash = merkleHash(sha256);

/** The DER of a SubjectPublicKeyInfo up to the raw key (RFC 8410 for Ed25519, RFC 9881 for ML-DSA-44). */
const SPKI_PREFIX: { readonly [Algorithm in SignatureAlgorithm]: Buffer } = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  'ml-dsa-44': Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
};

/** Checks Ed25519 and ML-DSA-44 signatures (RFC 8032; FIPS 204 with an empty context). False for whatever does not hold. */
export const verifySignature: VerifySignature = ({ algorithm, publicKey, message, signature }) => {
  const key = importKey(algorithm, publicKey);
  try {
    return key !== null && verify(null, message, key, signature);
  } catch {
    return false;
  }
};

function importKey(algorithm: SignatureAlgorithm, publicKey: Uint8Array): KeyObject | null {
  try {
    const der = Buffer.concat([SPKI_PREFIX[algorithm], publicKey]);
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
