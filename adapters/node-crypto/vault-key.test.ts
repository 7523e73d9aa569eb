import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { masterKeyOf, newVaultTerms, unwrapKey, wrapNewKey } from './vault-key.ts';

const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

test('opens the key with its master key, and with no other, nor after any change', () => {
  const master = randomness.bytes(32);
  const { key, wrapped } = wrapNewKey(master, newVaultTerms('file', randomness), randomness);
  assert.deepEqual(unwrapKey(master, wrapped, randomness), key);
  assert.equal(unwrapKey(randomness.bytes(32), wrapped, randomness), null);
  assert.equal(unwrapKey(master, { ...wrapped, source: 'keychain' }, randomness), null);
  assert.equal(unwrapKey(master, { ...wrapped, wrapped: wrapped.wrapped.slice(4) }, randomness), null);
});

test('makes another master key of each passphrase and salt', () => {
  const terms = { ...newVaultTerms('passphrase', randomness), logN: 10 };
  const key = masterKeyOf('café', terms);
  assert.equal(key.length, 32);
  assert.deepEqual(masterKeyOf('cafe\u0301', terms), key);
  assert.notDeepEqual(masterKeyOf('cafe', terms), key);
  assert.notDeepEqual(masterKeyOf('café', { ...terms, salt: 'AAAA' }), key);
  assert.equal(newVaultTerms('passphrase', randomness).logN, 17);
});

test('refuses costs that are none', () => {
  for (const logN of [0, 9, 21]) assert.throws(() => masterKeyOf('x', { salt: '', logN }), RangeError);
});
