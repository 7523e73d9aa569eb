import assert from 'node:assert/strict';
import { createHash, hash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '../encoding/hex.ts';
import { merkleHash } from './merkle.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));

function sha256Hex(...parts: (string | Uint8Array)[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}

test('hashes the empty tree as the empty string', () => {
  assert.equal(toHex(merkle.empty), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('puts a zero byte before an entry, whether it comes as text or as bytes', () => {
  for (const entry of ['', 'a', 'ü—😀', 'x'.repeat(70_000)]) {
    assert.equal(toHex(merkle.leaf(entry)), sha256Hex(Uint8Array.of(0), entry));
    assert.equal(toHex(merkle.leaf(new TextEncoder().encode(entry))), sha256Hex(Uint8Array.of(0), entry));
  }
});

test('puts a one byte before two children, in their order', () => {
  const [left, right] = [merkle.leaf('left'), merkle.leaf('right')];
  assert.equal(toHex(merkle.node(left, right)), sha256Hex(Uint8Array.of(1), left, right));
  assert.notEqual(toHex(merkle.node(left, right)), toHex(merkle.node(right, left)));
});

test('does not let an entry pass for a node', () => {
  const [left, right] = [merkle.leaf('left'), merkle.leaf('right')];
  const forged = Buffer.concat([Uint8Array.of(1), left, right]);
  assert.notEqual(toHex(merkle.leaf(forged)), toHex(merkle.node(left, right)));
});
