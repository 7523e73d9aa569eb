import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { ContentCipher } from '../../ports/content-cipher.ts';
import type { Randomness } from '../../ports/randomness.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_AT_ONCE = 256;
const VERSION = 1;

/**
 * AES-256-GCM with a random nonce a content (NIST SP 800-38D), and names by HMAC-SHA-256 (RFC 2104).
 *
 * The secret has 32 bytes; the keys of both come from it by HKDF (RFC 5869). Layout: version byte 1, 12 bytes nonce,
 * ciphertext, 16 bytes tag. Random nonces are safe for 2^32 contents under one secret.
 */
export function createContentCipher(secret: Uint8Array, { bytes }: Pick<Randomness, 'bytes'>): ContentCipher {
  if (secret.length !== KEY_BYTES)
    throw new RangeError(`make a content cipher: a key of ${secret.length} bytes, want ${KEY_BYTES}`);
  const contentKey = deriveKey(secret, 'countersign content');
  const nameKey = deriveKey(secret, 'countersign content name');
  const nextNonce = createNonces(bytes);
  return {
    nameOf: (sha256) => createHmac('sha256', nameKey).update(sha256).digest(),
    seal: (content, context) => {
      const nonce = nextNonce();
      const cipher = createCipheriv(ALGORITHM, contentKey, nonce).setAAD(context);
      const sealed = cipher.update(content);
      const last = cipher.final();
      return Buffer.concat([Uint8Array.of(VERSION), nonce, sealed, last, cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) return null;
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, contentKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(context).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      try {
        const content = decipher.update(sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES));
        return Buffer.concat([content, decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

/** Nonces from larger draws: asking the system for each costs more than sealing a small content. */
function createNonces(bytes: Randomness['bytes']): () => Uint8Array {
  let drawn: Uint8Array = new Uint8Array(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      drawn = bytes(NONCE_BYTES * NONCES_AT_ONCE);
      used = 0;
    }
    used += NONCE_BYTES;
    return drawn.slice(used - NONCE_BYTES, used);
  };
}

function deriveKey(secret: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), purpose, KEY_BYTES)));
}
