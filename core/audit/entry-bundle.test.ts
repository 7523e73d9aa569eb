import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../encoding/hex.ts';
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts';

test('writes each entry behind its length in two bytes, and reads it back', () => {
  const entries = [Uint8Array.of(1, 2), Uint8Array.of(), new Uint8Array(65_535).fill(7)];
  const bundle = encodeEntryBundle(entries);
  assert.ok(bundle.ok);
  assert.ok(toHex(bundle.value).startsWith('000201020000ffff07'));
  const decoded = decodeEntryBundle(bundle.value);
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.value.map(toHex), entries.map(toHex));
});

test('holds 256 entries and no more', () => {
  const full = encodeEntryBundle(Array.from({ length: 256 }, () => Uint8Array.of(1)));
  assert.ok(full.ok && decodeEntryBundle(full.value).ok);
  assert.equal(encodeEntryBundle(Array.from({ length: 257 }, () => Uint8Array.of(1))).ok, false);
  assert.equal(decodeEntryBundle(new Uint8Array(2 * 257)).ok, false);
});

test('names an entry that is too long', () => {
  assert.deepEqual(encodeEntryBundle([Uint8Array.of(), new Uint8Array(65_536)]), {
    ok: false,
    failure: 'write an entry bundle: entry 1 has 65536 bytes, want 65535 at most',
  });
});

test('refuses a bundle that ends in the middle of a length or an entry', () => {
  for (const bytes of [[0], [0, 1], [0, 2, 9], [0, 1, 9, 0]])
    assert.equal(decodeEntryBundle(Uint8Array.from(bytes)).ok, false);
  assert.deepEqual(decodeEntryBundle(Uint8Array.of()), { ok: true, value: [] });
});
