import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { type NoteSigner, signNote } from './cosignature.ts';
import { rootOfLeaves } from './frontier.ts';
import { formatHashLines } from './hash-lines.ts';
import { merkleHash } from './merkle.ts';
import { openNote } from './open-note.ts';
import { proveConsistency } from './prove.ts';
import type { VerifySignature } from './signature.ts';
import { formatSignatureLine } from './signed-note.ts';
import { createVerifierKey, type KeyKind } from './verifier-key.ts';
import {
  answerAddCheckpoint,
  malformedAnswer,
  parseAddCheckpoint,
  staleAnswer,
  type WitnessAnswer,
  type WitnessContext,
  type WitnessState,
} from './witness.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const merkle = merkleHash(sha256);
const leaves = Array.from({ length: 12 }, (_, index) => merkle.leaf(String(index)));
const log = signer('log', 'ed25519', 1);
const cosigners = [signer('w', 'ed25519-cosignature', 2), signer('w', 'ml-dsa-44-cosignature', 3)];

/** A stand-in for real signatures: the hash of public key and message. */
const verify: VerifySignature = ({ publicKey, message, signature }) =>
  equalBytes(signature, sha256(concatBytes([publicKey, message])));

const context: WitnessContext = { logKeys: [log.key], stored: null, cosigners, timestamp: 7n, verify, merkle };

function signer(name: string, kind: KeyKind, fill: number): NoteSigner {
  const publicKey = new Uint8Array(kind === 'ml-dsa-44-cosignature' ? 1312 : 32).fill(fill);
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function rootAt(size: number): Uint8Array {
  return rootOfLeaves(leaves.slice(0, size), merkle);
}

function stored(size: number): WitnessState {
  return { size: BigInt(size), root: rootAt(size), note: '' };
}

function proofLines(oldSize: number, size: number): string {
  const readNode = ({ level, index }: { level: number; index: bigint }): Uint8Array =>
    rootOfLeaves(leaves.slice(Number(index) * 2 ** level, (Number(index) + 1) * 2 ** level), merkle);
  const proof = proveConsistency({ oldSize: BigInt(oldSize), size: BigInt(size) }, { readNode, merkle });
  assert.ok(proof.ok);
  return formatHashLines(proof.value);
}

function body(request: {
  oldSize: number;
  size: number;
  root?: Uint8Array;
  proof?: string;
  by?: NoteSigner;
  origin?: string;
}): string {
  const { oldSize, size, root = rootAt(size), proof = proofLines(oldSize, size), by = log, origin = 'log' } = request;
  const text = formatCheckpoint({ origin, size: BigInt(size), root });
  const signature = signNote({ text, timestamp: 7n }, by);
  assert.ok(signature.ok);
  return `old ${oldSize}\n${proof}\n${text}\n${formatSignatureLine(signature.value)}`;
}

function answer(text: string, changed: Partial<WitnessContext> = {}): WitnessAnswer {
  const request = parseAddCheckpoint(text);
  assert.ok(request.ok, request.ok ? '' : request.failure);
  return answerAddCheckpoint(request.value, { ...context, ...changed });
}

test('cosigns the first checkpoint of a log with every key it has, and gives the state to store', () => {
  const text = body({ oldSize: 0, size: 5 });
  const answered = answer(text);
  assert.ok(answered.status === 200);
  assert.equal(answered.contentType, 'text/plain; charset=utf-8');
  assert.deepEqual([answered.newState.size, answered.newState.root], [5n, rootAt(5)]);
  const keys = [log.key, ...cosigners.map(({ key }) => key)];
  for (const note of [answered.newState.note, `${text.slice(text.indexOf('\n\n') + 2)}${answered.body}`]) {
    const opened = openNote(note, { keys, verify });
    assert.ok(opened.ok);
    assert.deepEqual(
      opened.value.trusted.map(({ timestamp }) => timestamp),
      [null, 7n, 7n],
    );
  }
});

test('cosigns every tree that extends the stored one, the same tree again included', () => {
  for (let oldSize = 0; oldSize <= 12; oldSize++) {
    for (let size = oldSize; size <= 12; size++) {
      const state = oldSize === 0 ? null : stored(oldSize);
      assert.equal(answer(body({ oldSize, size }), { stored: state }).status, 200, `${oldSize} to ${size}`);
    }
  }
});

test('answers 404 for a log that it does not follow', () => {
  assert.deepEqual(answer(body({ oldSize: 0, size: 5 }), { logKeys: null }), {
    status: 404,
    body: 'unknown log\n',
    contentType: 'text/plain; charset=utf-8',
  });
});

test('answers 403 without a signature of the log that holds, and when one cannot be read', () => {
  const stranger = signer('log', 'ed25519', 9);
  const forged = { ...log, sign: () => new Uint8Array(64) };
  for (const text of [
    body({ oldSize: 0, size: 5, by: stranger }),
    body({ oldSize: 0, size: 5, by: forged }),
    body({ oldSize: 0, size: 5 }).slice(0, -3) + '=\n',
  ]) {
    const answered = answer(text);
    assert.equal(answered.status, 403);
    assert.match(answered.body, /^invalid signature: .*\n$/);
  }
});

test('answers 409 with the stored size when the old size is another', () => {
  const stale = { status: 409, body: '3\n', contentType: 'text/x.tlog.size' };
  for (const oldSize of [0, 1, 2, 4, 5])
    assert.deepEqual(answer(body({ oldSize, size: 5 }), { stored: stored(3) }), stale);
  assert.deepEqual(answer(body({ oldSize: 3, size: 5 })), { ...stale, body: '0\n' });
  assert.deepEqual(staleAnswer(3n), stale);
});

test('answers 422 when the new tree is not shown to begin with the stored one', () => {
  const otherRoot = merkle.leaf('other');
  for (const [text, state] of [
    [body({ oldSize: 3, size: 5, proof: '' }), stored(3)],
    [body({ oldSize: 3, size: 5, root: otherRoot }), stored(3)],
    [body({ oldSize: 3, size: 5, proof: proofLines(4, 5) }), stored(3)],
    [body({ oldSize: 3, size: 5 }), { ...stored(3), root: otherRoot }],
    [body({ oldSize: 5, size: 5, root: otherRoot }), stored(5)],
    [body({ oldSize: 5, size: 5, proof: proofLines(4, 5) }), stored(5)],
    [body({ oldSize: 0, size: 5, proof: proofLines(4, 5) }), null],
    [body({ oldSize: 0, size: 0, root: otherRoot }), null],
    [body({ oldSize: 0, size: 0, root: otherRoot }), stored(0)],
  ] as const) {
    const answered = answer(text, { stored: state });
    assert.deepEqual([answered.status, answered.body.includes('consistency proof')], [422, true]);
  }
});

test('starts from an empty tree as from nothing', () => {
  assert.equal(answer(body({ oldSize: 0, size: 0 })).status, 200);
  assert.equal(answer(body({ oldSize: 0, size: 5 }), { stored: stored(0) }).status, 200);
});

test('answers 400 when a cosignature cannot state the log, and cosigns nothing', () => {
  const answered = answer(body({ oldSize: 0, size: 5, origin: 'x'.repeat(256) }));
  assert.equal(answered.status, 400);
});

test('refuses bodies that are no request, and says what it wants', () => {
  const good = body({ oldSize: 3, size: 5 });
  const hashLine = formatHashLines(leaves.slice(0, 1));
  for (const [text, reason] of [
    ['', /want old and a size/],
    ['old 3', /want old and a size/],
    [good.replace('old 3', 'old 03'), /want old and a size/],
    [good.replace('old 3', 'new 3'), /want old and a size/],
    [good.replace('old 3', 'old  3'), /want old and a size/],
    [good.replace('old 3', 'old 6'), /old size 6, want 5 at most/],
    [good.replace('old 3\n', 'old 3\nAA==\n'), /63 lines at most of one hash each/],
    [good.replace('old 3\n', `old 3\n${hashLine.repeat(64)}`), /63 lines at most/],
    [good.replace('\n5\n', '\n05\n'), /want a decimal/],
    [good.trimEnd(), /no newline at the end/],
    [good.slice(0, good.lastIndexOf('\n\n') + 1), /no blank line/],
  ] as const) {
    const request = parseAddCheckpoint(text);
    assert.ok(!request.ok, text);
    assert.match(request.failure, reason);
  }
  assert.deepEqual(malformedAnswer('why'), { status: 400, body: 'why\n', contentType: 'text/plain; charset=utf-8' });
});
