import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { type NoteSigner, signNote } from './cosignature.ts';
import { formatHashLines, parseHashLines } from './hash-lines.ts';
import { merkleHash } from './merkle.ts';
import type { VerifySignature } from './signature.ts';
import { formatSignatureLine } from './signed-note.ts';
import { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from './tlog-proof.ts';
import { createVerifierKey } from './verifier-key.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const merkle = merkleHash(sha256);

/** A stand-in for real signatures: the hash of public key and message. */
const verify: VerifySignature = ({ publicKey, message, signature }) =>
  equalBytes(signature, sha256(concatBytes([publicKey, message])));

const log = logSigner();
const [left, right] = [merkle.leaf('left'), merkle.leaf('right')];
const checkpoint = signedCheckpoint(log);
const receipt: TlogProof = { extra: null, index: 1n, proof: [left], checkpoint };
const trust = { policy: { origin: 'log', logKeys: [log.key], witnessKeys: [], witnessQuorum: 0 }, verify, merkle };

function logSigner(): NoteSigner {
  const publicKey = new Uint8Array(32).fill(1);
  const key = createVerifierKey({ name: 'log', kind: 'ed25519', publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function signedCheckpoint(by: NoteSigner): string {
  const text = formatCheckpoint({ origin: 'log', size: 2n, root: merkle.node(left, right) });
  const signature = signNote({ text, timestamp: 0n }, by);
  assert.ok(signature.ok);
  return `${text}\n${formatSignatureLine(signature.value)}`;
}

function refusal(text: string, leafHash = right): string {
  const verified = verifyTlogProof({ text, leafHash }, trust);
  assert.ok(!verified.ok, text);
  return verified.failure;
}

test('shows that an entry is in the log, and which place it has', () => {
  const verified = verifyTlogProof({ text: formatTlogProof(receipt), leafHash: right }, trust);
  assert.ok(verified.ok);
  assert.deepEqual([verified.value.index, verified.value.checkpoint.size, verified.value.witnesses], [1n, 2n, []]);
});

test('refuses another entry, another index, and a checkpoint that is not trusted', () => {
  assert.match(
    refusal(formatTlogProof(receipt), left),
    /do not lead from this entry at index 1 to the root of 2 entries/,
  );
  assert.match(refusal(formatTlogProof({ ...receipt, index: 0n })), /at index 0/);
  assert.match(
    refusal(formatTlogProof({ ...receipt, checkpoint: checkpoint.replace('\n2\n', '\n3\n') })),
    /invalid signature of log/,
  );
  assert.match(refusal('nothing'), /^read a log proof: /);
});

test('refuses a receipt that is written in another way', () => {
  const text = formatTlogProof({ ...receipt, extra: Uint8Array.of(1) });
  assert.ok(parseTlogProof(text).ok);
  for (const [found, changed] of [
    ['proof@v1', 'proof@v2'],
    ['extra AQ==', 'extra AQ='],
    ['extra AQ==', `extra ${Buffer.alloc(65_537).toString('base64')}`],
    ['index 1', 'index 01'],
    ['index 1', 'index -1'],
    ['index 1', 'indes 1'],
    ['index 1\n', ''],
    ['index 1', 'index 18446744073709551616'],
    [formatHashLines([left]), 'AA==\n'],
    [formatHashLines([left]), formatHashLines(Array.from({ length: 65 }, () => left))],
    ['\n\n', '\n'],
  ] as const) {
    assert.ok(text.includes(found));
    assert.equal(parseTlogProof(text.replace(found, changed)).ok, false, changed.slice(0, 40));
  }
  assert.equal(parseTlogProof('c2sp.org/tlog-proof@v1\n\n').ok, false);
  assert.equal(parseTlogProof(text + 'x'.repeat(1_200_000)).ok, false);
});

test('reads back any receipt that it writes', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 64 });
  const extras = fc.option(fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(extras, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), hashes, (extra, index, proof) => {
      const value = { extra, index, proof, checkpoint };
      assert.deepEqual(parseTlogProof(formatTlogProof(value)), { ok: true, value });
    }),
  );
});

test('reads lines of one hash each, and no more of them than allowed', () => {
  const lines = formatHashLines([left, right]).trimEnd().split('\n');
  assert.deepEqual(parseHashLines(lines, 2), [left, right]);
  assert.deepEqual(parseHashLines([], 0), []);
  assert.equal(parseHashLines(lines, 1), null);
  for (const line of ['', 'AA==', 'no base64', `${lines[0]} `]) assert.equal(parseHashLines([line], 2), null);
});
