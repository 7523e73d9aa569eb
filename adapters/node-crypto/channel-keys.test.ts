import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChannelAccount } from '../../ports/channel-keys.ts';
import { createChannelKeys } from './channel-keys.ts';
import { createSignatureVerifier } from './signatures.ts';

const SECRET = new Uint8Array(32).fill(7);
const ACCOUNT: ChannelAccount = { channel: 'telegram', user: '4711', principal: 'human:ada', pairing: 'pairing-1' };

describe('Channel keys', () => {
  test('gives the same account the same key, also after a restart', () => {
    const [first, again] = [createChannelKeys(SECRET).keyOf(ACCOUNT), createChannelKeys(SECRET).keyOf(ACCOUNT)];
    assert.equal(first.keyId, again.keyId);
    assert.deepEqual(first.publicKey, again.publicKey);
    assert.match(first.keyId, /^[0-9a-f]{16}$/);
    assert.equal(first.publicKey.length, 32);
  });

  test('gives every other account, person, channel, pairing and secret another key', () => {
    const keys = createChannelKeys(SECRET);
    const others: readonly ChannelAccount[] = [
      { ...ACCOUNT, channel: 'discord' },
      { ...ACCOUNT, user: '4712' },
      { ...ACCOUNT, principal: 'human:bob' },
      { ...ACCOUNT, pairing: 'pairing-2' },
      { ...ACCOUNT, channel: 'telegram","4711', user: '' },
      { ...ACCOUNT, user: '4'.repeat(4_000) },
    ];
    const ids = [ACCOUNT, ...others].map((account) => keys.keyOf(account).keyId);
    const elsewhere = createChannelKeys(new Uint8Array(32)).keyOf(ACCOUNT).keyId;
    assert.equal(new Set([...ids, elsewhere]).size, others.length + 2);
  });

  test('signs what the public key verifies, and nothing else', () => {
    const { publicKey, sign } = createChannelKeys(SECRET).keyOf(ACCOUNT);
    const message = Buffer.from('approve this');
    const verify = createSignatureVerifier();
    const signature = sign(message);
    assert.equal(verify({ algorithm: 'ed25519', publicKey, message, signature }), true);
    assert.equal(verify({ algorithm: 'ed25519', publicKey, message: Buffer.from('approve that'), signature }), false);
  });

  test('takes a secret of 32 bytes only, and keeps it from later changes', () => {
    for (const length of [0, 31, 33]) assert.throws(() => createChannelKeys(new Uint8Array(length)), RangeError);
    const secret = new Uint8Array(32);
    const keys = createChannelKeys(secret);
    const before = keys.keyOf(ACCOUNT).keyId;
    secret.fill(1);
    assert.equal(keys.keyOf(ACCOUNT).keyId, before);
  });
});
