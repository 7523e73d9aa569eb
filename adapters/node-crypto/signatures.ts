import { type KeyObject, sign, verify } from 'node:crypto';
import type { SignatureAlgorithm, SignMessage, VerifySignature } from '../../core/audit/signature.ts';
import { importPublicKey } from './public-keys.ts';

/**
 * Makes a verifier of Ed25519 and ML-DSA-44 signatures (RFC 8032; FIPS 204 with an empty context) over raw public keys.
 *
 * It keeps the last `maxKeys` keys in OpenSSL's form, since importing costs more than some checks; the memory belongs to the
 * verifier and goes with it. False for whatever does not hold, malformed keys and signatures included; never throws.
 */
export function createSignatureVerifier({ maxKeys = 256 }: { readonly maxKeys?: number } = {}): VerifySignature {
  const keys = new Map<string, KeyObject>();
  return ({ algorithm, publicKey, message, signature }) => {
    const key = recall(keys, { algorithm, publicKey, maxKeys });
    if (key === null) return false;
    try {
      return verify(null, message, key, signature);
    } catch {
      return false;
    }
  };
}

/** Makes a signer of a private key object, Ed25519 or ML-DSA-44. */
export function createMessageSigner(privateKey: KeyObject): SignMessage {
  return (message) => new Uint8Array(sign(null, message, privateKey));
}

/** Finds a key among the kept ones or imports it. The key that was used longest ago makes room. */
function recall(
  keys: Map<string, KeyObject>,
  wanted: { readonly algorithm: SignatureAlgorithm; readonly publicKey: Uint8Array; readonly maxKeys: number },
): KeyObject | null {
  const { algorithm, publicKey, maxKeys } = wanted;
  const name = `${algorithm} ${Buffer.from(publicKey).toString('latin1')}`;
  const key = keys.get(name) ?? importPublicKey(algorithm, publicKey);
  if (key === null) return null;
  keys.delete(name);
  keys.set(name, key);
  const [oldest] = keys.keys();
  if (keys.size > maxKeys && oldest !== undefined) keys.delete(oldest);
  return key;
}
