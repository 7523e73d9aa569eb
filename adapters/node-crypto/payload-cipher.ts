import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import type { Randomness } from '../../ports/randomness.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;

/**
 * AES-256-GCM with a random nonce a payload, bound to its context as associated data (NIST SP 800-38D).
 *
 * Layout: version byte 1, 12 bytes nonce, ciphertext, 16 bytes tag. The key has 32 bytes. Random nonces are safe for 2^32
 * payloads under one key.
 */
export function createPayloadCipher(secret: Uint8Array, { bytes }: Pick<Randomness, 'bytes'>): PayloadCipher {
  if (secret.length !== 32) throw new RangeError(`make a payload cipher: a key of ${secret.length} bytes, want 32`);
  const key = createSecretKey(secret);
  return {
    seal: (text, context) => {
      const nonce = bytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context, 'utf8'));
      const sealed = cipher.update(text, 'utf8');
      const last = cipher.final();
      return Buffer.concat([Uint8Array.of(VERSION), nonce, sealed, last, cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) return null;
      const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, 1 + NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      try {
        const text = decipher.update(sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
