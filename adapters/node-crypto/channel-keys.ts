import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import type { ChannelAccount, ChannelKeys } from '../../ports/channel-keys.ts';
import { sha256 } from './hash.ts';
import { exportPublicKey } from './public-keys.ts';
import { createMessageSigner } from './signatures.ts';

const SECRET_BYTES = 32;
const DOMAIN = 'countersign-channel-key/v1';
/** What stands before the 32 bytes of an Ed25519 seed in PKCS#8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Derives the key of each account from one secret, so that there is one file to keep and none to keep in step.
 *
 * HKDF-SHA-256 (RFC 5869) over the secret, with channel, account, principal and pairing as the context: each part in a JSON list, so
 * that no two accounts share a context. The result is an Ed25519 seed. Nobody who has seen keys of some accounts learns anything of
 * others. Raises RangeError for a secret of another length than 32 bytes.
 */
export function createChannelKeys(secret: Uint8Array): ChannelKeys {
  if (secret.length !== SECRET_BYTES) {
    throw new RangeError(`open the channel keys: found a secret of ${secret.length} bytes, wanted ${SECRET_BYTES}`);
  }
  const held = Uint8Array.from(secret);
  return {
    keyOf(account) {
      const seed = Buffer.from(hkdfSync('sha256', held, new Uint8Array(0), contextOf(account), SECRET_BYTES));
      const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
      const publicKey = exportPublicKey('ed25519', createPublicKey(key));
      const keyId = Buffer.from(sha256(publicKey)).toString('hex').slice(0, 16);
      return { keyId, publicKey, sign: createMessageSigner(key) };
    },
  };
}

/** Hashed, since HKDF in Node takes at most 1,024 bytes of context, and names have no such bound. */
function contextOf({ channel, user, principal, pairing }: ChannelAccount): Uint8Array {
  return sha256(JSON.stringify([DOMAIN, channel, user, principal, pairing]));
}
