import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm, SignMessage } from '../../core/audit/signature.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { exportPublicKey } from './public-keys.ts';
import { createMessageSigner } from './signatures.ts';

/** A private key that is ready to sign, with its public half as raw bytes. */
export type SigningKey = {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  readonly sign: SignMessage;
  /** The private key as PKCS#8 PEM text, unencrypted: to be stored where only its owner reads it, and never logged. */
  readonly exportPem: () => string;
};

/** Makes a new key from the operating system's randomness. */
export function generateSigningKey(algorithm: SignatureAlgorithm): SigningKey {
  const pair = algorithm === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44');
  return signingKey(algorithm, pair.privateKey);
}

/**
 * Reads a private key from PKCS#8 PEM text. Fails on anything but an unencrypted Ed25519 or ML-DSA-44 key.
 *
 * The failure names what was found, and holds nothing of the text.
 */
export function importSigningKey(pem: string): Result<SigningKey, string> {
  const key = parsePrivateKey(pem);
  if (key === null) return fail('import a signing key: no readable private key, want PKCS#8 PEM without encryption');
  const algorithm = key.asymmetricKeyType;
  if (algorithm !== 'ed25519' && algorithm !== 'ml-dsa-44') {
    return fail(`import a signing key: a key of type ${algorithm}, want ed25519 or ml-dsa-44`);
  }
  return ok(signingKey(algorithm, key));
}

function signingKey(algorithm: SignatureAlgorithm, privateKey: KeyObject): SigningKey {
  return {
    algorithm,
    publicKey: exportPublicKey(algorithm, createPublicKey(privateKey)),
    sign: createMessageSigner(privateKey),
    exportPem: () => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function parsePrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return null;
  }
}
