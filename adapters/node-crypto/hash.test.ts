import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../../core/encoding/hex.ts';
import { sha256 } from './hash.ts';

test('hashes the examples of FIPS 180-2, and a text as its UTF-8 bytes', () => {
  assert.equal(toHex(sha256('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(toHex(sha256('')), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.deepEqual(sha256('é—😀'), sha256(new TextEncoder().encode('é—😀')));
});

test('answers plain bytes, whose slice is a copy', () => {
  const digest = sha256('abc');
  assert.equal(Object.getPrototypeOf(digest), Uint8Array.prototype);
  digest.slice().fill(0);
  assert.deepEqual(digest, sha256('abc'));
});
