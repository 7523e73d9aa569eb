import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { parseCheckpoint } from '../../core/audit/checkpoint.ts';
import { rootOfLeaves } from '../../core/audit/frontier.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { type OpenedNote, openNote } from '../../core/audit/open-note.ts';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from '../../core/audit/tlog-proof.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../../core/audit/verifier-key.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { readJson, readText, SKIP_TLOG } from './tlog-files.ts';

const verify = createSignatureVerifier();
const merkle = merkleHash(sha256);

/** The case ids of the index, so that a case added there is not overlooked here. */
const ANSWERED = ['merkle/*', 'tessera-log', 'c2sp-note', 'sumdb-checkpoint', 'own-mldsa44'];

test('answers every case that the index lists', { skip: SKIP_TLOG }, () => {
  const { cases } = readJson('index.json') as { cases: { id: string; expect: string }[] };
  assert.deepEqual(
    cases.map(({ id }) => id),
    ANSWERED,
  );
});

for (const [note, vkey, size] of [
  ['c2sp/signed-note-example.txt', 'c2sp/signed-note-example.vkey', null],
  ['sumdb/checkpoint', 'sumdb/vkey', 35_225_469n],
] as const) {
  test(`opens ${note} with its key and refuses it with one byte changed`, { skip: SKIP_TLOG }, () => {
    const keys = readKeys(vkey);
    const text = readText(note);
    const opened = open(text, keys);
    assert.equal(opened.trusted.length, 1);
    if (size !== null) assert.equal(checkpointOf(opened).size, size);
    const changed = openNote(text.replace(/e/, 'f'), { keys, verify });
    assert.equal(changed.ok ? null : changed.failure.code, 'invalid-signature');
  });
}

test('writes every vkey of the vectors back as it was read', { skip: SKIP_TLOG }, () => {
  for (const file of ['c2sp/signed-note-example.vkey', 'sumdb/vkey', 'tessera-log/vkey', 'own-mldsa44/vkeys.txt']) {
    assert.equal(readKeys(file).map(formatVerifierKey).join('\n'), readText(file).trim());
  }
});

test('opens the checkpoint with Ed25519, Ed25519 cosignature and ML-DSA-44 cosignature', { skip: SKIP_TLOG }, () => {
  const opened = open(readText('own-mldsa44/cosigned.checkpoint'), readKeys('own-mldsa44/vkeys.txt'));
  assert.deepEqual(
    opened.trusted.map(({ key, timestamp }) => [key.kind, timestamp]),
    [
      ['ed25519', null],
      ['ed25519-cosignature', 1_763_600_000n],
      ['ml-dsa-44-cosignature', 1_763_600_000n],
    ],
  );
  const leaves = ownEntries().map(merkle.leaf);
  assert.equal(checkpointOf(opened).size, BigInt(leaves.length));
  assert.equal(toHex(checkpointOf(opened).root), toHex(rootOfLeaves(leaves, merkle)));
});

test('verifies the receipt of entry 123 against that entry and no other', { skip: SKIP_TLOG }, () => {
  const text = readText('own-mldsa44/entry123.tlog-proof');
  const [logKey, ...witnessKeys] = readKeys('own-mldsa44/vkeys.txt');
  assert.ok(logKey !== undefined);
  const policy = { origin: 'example.test/agent-audit', logKeys: [logKey], witnessKeys, witnessQuorum: 2 };
  const accepted = ownEntries().flatMap((entry, index) =>
    verifyTlogProof({ text, leafHash: merkle.leaf(entry) }, { policy, verify, merkle }).ok ? [index] : [],
  );
  assert.deepEqual(accepted, [123]);
  const parsed = parseTlogProof(text);
  assert.ok(parsed.ok);
  assert.equal(formatTlogProof(parsed.value), text);
});

for (const [folder, keyFile, checkpoint] of [
  ['witness', 'witness.v0.json', '000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706'],
  ['witness2', 'witness.v0.json', '88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482'],
  ['witness/mirror', 'mirror.v0.json', '000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706'],
] as const) {
  test(`opens the cosigned checkpoint of sunlight's ${folder}`, { skip: SKIP_TLOG }, () => {
    const { verifier_keys: vkeys } = readJson(`sunlight-witness/${folder}/${keyFile}`) as { verifier_keys: string[] };
    const opened = open(readText(`sunlight-witness/${folder}/${checkpoint}/checkpoint`), vkeys.map(readKey));
    assert.deepEqual(
      opened.trusted.map(({ timestamp }) => timestamp),
      [1_767_139_200n],
    );
    assert.equal(checkpointOf(opened).size, 300n);
    assert.equal(toHex(sha256(checkpointOf(opened).origin)), checkpoint);
  });
}

function ownEntries(): string[] {
  return readText('own-mldsa44/entries.jsonl').trimEnd().split('\n');
}

function open(text: string, keys: readonly VerifierKey[]): OpenedNote {
  const opened = openNote(text, { keys, verify });
  assert.ok(opened.ok, opened.ok ? '' : opened.failure.message);
  return opened.value;
}

function checkpointOf(opened: OpenedNote): { origin: string; size: bigint; root: Uint8Array } {
  const checkpoint = parseCheckpoint(opened.text);
  assert.ok(checkpoint.ok);
  return checkpoint.value;
}

function readKeys(file: string): VerifierKey[] {
  return readText(file).trim().split('\n').map(readKey);
}

function readKey(vkey: string): VerifierKey {
  const key = parseVerifierKey(vkey, sha256);
  assert.ok(key.ok, key.ok ? '' : key.failure);
  return key.value;
}
