import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createContentCipher } from './content-cipher.ts';

const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const secret = bytes(32);
const cipher = createContentCipher(secret, { bytes });
const context = new TextEncoder().encode('content:name');

test('opens what it sealed, from nothing to a megabyte', () => {
  for (const length of [0, 1, 15, 16, 17, 1_048_577]) {
    const content = bytes(length);
    assert.deepEqual(new Uint8Array(cipher.open(cipher.seal(content, context), context) ?? []), content);
  }
});

test('never uses a nonce twice, and seals the same content differently each time', () => {
  const nonces = new Set(
    Array.from({ length: 2_000 }, () => Buffer.from(cipher.seal(new Uint8Array(3), context)).toString('hex', 1, 13)),
  );
  assert.equal(nonces.size, 2_000);
});

test('opens nothing that was changed, cut, bound to another context or sealed under another key', () => {
  const sealed = Buffer.from(cipher.seal(new TextEncoder().encode('precious'), context));
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(cipher.open(changed, context), null, `byte ${at}`);
    assert.equal(cipher.open(sealed.subarray(0, at), context), null, `cut at ${at}`);
  }
  assert.equal(cipher.open(sealed, new TextEncoder().encode('digest:name')), null);
  assert.equal(createContentCipher(bytes(32), { bytes }).open(sealed, context), null);
});

test('names a digest the same each time under one key, and otherwise under another', () => {
  const digest = bytes(32);
  const again = createContentCipher(secret, { bytes });
  assert.deepEqual(again.nameOf(digest), cipher.nameOf(digest));
  assert.equal(cipher.nameOf(digest).length, 32);
  assert.notDeepEqual(createContentCipher(bytes(32), { bytes }).nameOf(digest), cipher.nameOf(digest));
});

test('refuses a key that is not 32 bytes long', () => {
  assert.throws(() => createContentCipher(bytes(31), { bytes }), RangeError);
});
