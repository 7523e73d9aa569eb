import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 as hashBytes } from '@noble/hashes/sha2.js';
import { merkleHash } from '../../../core/audit/merkle.ts';
import type { VerifySignature } from '../../../core/audit/signature.ts';
import type { HashFunction } from '../../../core/hash.ts';

const encoder = new TextEncoder();

/** SHA-256, at once: the platform's own answers later, which a tree of ten thousand hashes cannot wait for. */
export const sha256: HashFunction = (data) => hashBytes(typeof data === 'string' ? encoder.encode(data) : data);

/** How the log's tree is hashed. */
export const merkle = merkleHash(sha256);

/** Checks Ed25519 signatures, strictly (RFC 8032); the keys of witnesses of other kinds are nobody's here. */
export const verifySignature: VerifySignature = ({ algorithm, publicKey, message, signature }) => {
  if (algorithm !== 'ed25519') return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
