import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import type { HashFunction } from '../hash.ts';
import { algorithmOf, createVerifierKey, formatVerifierKey, KEY_KINDS, parseVerifierKey } from './verifier-key.ts';

const sha256: HashFunction = (data) => hash('sha256', data, 'buffer');
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const PUBLIC_KEY_BYTES = { ed25519: 32, 'ed25519-cosignature': 32, 'ml-dsa-44-cosignature': 1312 };

function refusal(vkey: string): string {
  const key = parseVerifierKey(vkey, sha256);
  assert.ok(!key.ok, vkey);
  return key.failure;
}

test('reads the vkey of the standard and writes it back', () => {
  const key = parseVerifierKey(VKEY, sha256);
  assert.ok(key.ok);
  assert.deepEqual(
    [key.value.name, key.value.kind, key.value.keyId, key.value.publicKey.length],
    ['example.com/foo', 'ed25519', 0x530d903a, 32],
  );
  assert.equal(formatVerifierKey(key.value), VKEY);
});

test('reads back keys of every kind, each with a key id of its own', () => {
  const ids = KEY_KINDS.map((kind) => {
    const key = createVerifierKey({ name: 'log', kind, publicKey: new Uint8Array(PUBLIC_KEY_BYTES[kind]) }, sha256);
    assert.ok(key.ok);
    assert.deepEqual(parseVerifierKey(formatVerifierKey(key.value), sha256), key);
    return key.value.keyId;
  });
  assert.equal(new Set(ids).size, 3);
  assert.deepEqual(KEY_KINDS.map(algorithmOf), ['ed25519', 'ed25519', 'ml-dsa-44']);
});

test('refuses what is not a vkey, and says what it wants', () => {
  for (const vkey of ['', 'name', 'name+530d903a', 'name+530d903a+', 'name+530d903a+A', 'name+530d903a+A===']) {
    assert.match(refusal(vkey), /want name\+key id\+base64/);
  }
  assert.match(refusal(VKEY.replace('530d903a', '530d903b')), /key id "530d903b", want 530d903a/);
  assert.match(refusal(VKEY.replace('530d903a', '530D903A')), /want 530d903a/);
  assert.match(refusal(VKEY.replace('foo', 'bar')), /key id "530d903a", want/);
  assert.match(refusal(VKEY.slice(0, -4)), /an ed25519 key of 29 bytes, want 32/);
  assert.match(refusal(VKEY.replace('example.com/foo', 'two words')), /found "two words"/);
});

test('refuses the signature types that are not ours', () => {
  for (const [type, first] of [
    [0, 'AA=='],
    [2, 'Ag=='],
    [3, 'Aw=='],
    [5, 'BQ=='],
    [255, '/w=='],
  ] as const) {
    assert.match(refusal(`name+00000000+${first}`), new RegExp(`signature type ${type}, want 1, 4 or 6`));
  }
});
