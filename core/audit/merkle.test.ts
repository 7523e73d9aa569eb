import assert from 'node:assert/strict';
import { createHash, hash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '../encoding/hex.ts';
import { merkleHash, merkleHexHash } from './merkle.ts';

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

test('in hexadecimal, every hash is the same', () => {
  const inHex = merkleHexHash((data) => hash('sha256', data, 'hex'));
  assert.equal(inHex.empty, toHex(merkle.empty));
  let [bytes, text] = [merkle.empty, inHex.empty];
  for (let index = 0; index < 500; index++) {
    const entry = index % 2 === 0 ? `entry ${index}` : Uint8Array.of(index % 256, 255);
    assert.equal(inHex.leaf(entry), toHex(merkle.leaf(entry)));
    [bytes, text] = [merkle.node(bytes, merkle.leaf(entry)), inHex.node(text, inHex.leaf(entry))];
    assert.equal(text, toHex(bytes));
  }
});
