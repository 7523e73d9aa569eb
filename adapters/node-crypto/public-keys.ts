import { createPublicKey, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from '../../core/audit/signature.ts';

type Encoding = { readonly spkiPrefix: Buffer; readonly publicKeyBytes: number };

/** The DER of a SubjectPublicKeyInfo up to the raw key (RFC 8410 for Ed25519, RFC 9881 for ML-DSA-44). */
const ENCODINGS: Readonly<Record<SignatureAlgorithm, Encoding>> = {
  ed25519: { spkiPrefix: Buffer.from('302a300506032b6570032100', 'hex'), publicKeyBytes: 32 },
  'ml-dsa-44': {
    spkiPrefix: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
    publicKeyBytes: 1312,
  },
};

/** Makes a key object of a raw public key. Null when the length is not that of the algorithm, or OpenSSL refuses the key. */
export function importPublicKey(algorithm: SignatureAlgorithm, publicKey: Uint8Array): KeyObject | null {
  const { spkiPrefix, publicKeyBytes } = ENCODINGS[algorithm];
  if (publicKey.length !== publicKeyBytes) return null;
  try {
    return createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** The raw bytes of a public key. The key must be of this algorithm. */
export function exportPublicKey(algorithm: SignatureAlgorithm, key: KeyObject): Uint8Array {
  const spki = key.export({ type: 'spki', format: 'der' });
  return new Uint8Array(spki.subarray(ENCODINGS[algorithm].spkiPrefix.length));
}
