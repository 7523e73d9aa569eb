import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { toHex } from '../encoding/hex.ts';
import { toUtf8 } from '../encoding/utf8.ts';
import { formatCheckpoint } from './checkpoint.ts';
import {
  type NoteSigner,
  signNote,
  subtreeMessage,
  verifyNoteSignature,
  verifySubtreeCosignature,
} from './cosignature.ts';
import type { VerifySignature } from './signature.ts';
import { createVerifierKey, type KeyKind } from './verifier-key.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const MAX_TIMESTAMP = 2n ** 63n - 1n;
const root = sha256('root');
const text = formatCheckpoint({ origin: 'log', size: 258n, root });
const seen: Uint8Array[] = [];

/** A stand-in for real signatures: the hash of public key and message. It keeps the messages that it is shown. */
const verify: VerifySignature = ({ publicKey, message, signature }) => {
  seen.push(message);
  return equalBytes(signature, sha256(concatBytes([publicKey, message])));
};

function signer(kind: KeyKind, name = 'w'): NoteSigner {
  const publicKey = new Uint8Array(kind === 'ml-dsa-44-cosignature' ? 1312 : 32).fill(3);
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function signed(noteSigner: NoteSigner, timestamp: bigint, note = text): Uint8Array {
  const line = signNote({ text: note, timestamp }, noteSigner);
  assert.ok(line.ok, line.ok ? '' : line.failure);
  return line.value.signature;
}

test('signs the text itself with a plain key', () => {
  const plain = signer('ed25519');
  const signature = signed(plain, 7n, 'any text\n');
  assert.deepEqual(verifyNoteSignature({ text: 'any text\n', signature, key: plain.key }, verify), { timestamp: null });
  assert.deepEqual(seen.at(-1), toUtf8('any text\n'));
  assert.equal(verifyNoteSignature({ text: 'other text\n', signature, key: plain.key }, verify), null);
});

test('signs time and text with an Ed25519 cosignature', () => {
  const witness = signer('ed25519-cosignature');
  const signature = signed(witness, 1_679_315_147n);
  assert.deepEqual(verifyNoteSignature({ text, signature, key: witness.key }, verify), { timestamp: 1_679_315_147n });
  assert.deepEqual(seen.at(-1), toUtf8(`cosignature/v1\ntime 1679315147\n${text}`));
  assert.equal(toHex(signature.subarray(0, 8)), '00000000641850cb');
});

test('signs name, time, origin, range and root with an ML-DSA-44 cosignature', () => {
  const witness = signer('ml-dsa-44-cosignature');
  const signature = signed(witness, 5n);
  assert.deepEqual(verifyNoteSignature({ text, signature, key: witness.key }, verify), { timestamp: 5n });
  const label = toHex(toUtf8('subtree/v1\n\0'));
  const range = '00000000000000000000000000000102';
  assert.equal(
    toHex(seen.at(-1) as Uint8Array),
    `${label}0177000000000000000503${toHex(toUtf8('log'))}${range}${toHex(root)}`,
  );
});

test('refuses a cosignature with another time, text or key, or too short to hold a time', () => {
  for (const kind of ['ed25519-cosignature', 'ml-dsa-44-cosignature'] as const) {
    const { key } = signer(kind);
    const signature = signed(signer(kind), 5n);
    const later = new Uint8Array(signature);
    later[7] = 6;
    const grown = formatCheckpoint({ origin: 'log', size: 259n, root });
    assert.equal(verifyNoteSignature({ text, signature: later, key }, verify), null);
    assert.equal(verifyNoteSignature({ text: grown, signature, key }, verify), null);
    assert.equal(verifyNoteSignature({ text, signature: signature.subarray(0, 8), key }, verify), null);
    assert.equal(verifyNoteSignature({ text: 'no checkpoint\n', signature, key }, verify), null);
  }
});

test('covers extension lines with Ed25519 cosignatures only', () => {
  const extended = `${text}extension\n`;
  const [ed25519, mlDsa] = [signer('ed25519-cosignature'), signer('ml-dsa-44-cosignature')];
  assert.equal(verifyNoteSignature({ text: extended, signature: signed(ed25519, 5n), key: ed25519.key }, verify), null);
  assert.deepEqual(verifyNoteSignature({ text: extended, signature: signed(mlDsa, 5n), key: mlDsa.key }, verify), {
    timestamp: 5n,
  });
});

test('does not sign what a cosignature cannot state', () => {
  const cases = [
    { witness: signer('ed25519-cosignature'), text: 'no checkpoint\n', timestamp: 1n },
    { witness: signer('ed25519-cosignature'), text, timestamp: -1n },
    { witness: signer('ed25519-cosignature'), text, timestamp: MAX_TIMESTAMP + 1n },
    { witness: signer('ml-dsa-44-cosignature'), text, timestamp: MAX_TIMESTAMP + 1n },
    { witness: signer('ml-dsa-44-cosignature', 'w'.repeat(256)), text, timestamp: 1n },
    {
      witness: signer('ml-dsa-44-cosignature'),
      text: formatCheckpoint({ origin: 'é'.repeat(128), size: 1n, root }),
      timestamp: 1n,
    },
  ];
  for (const { witness, ...note } of cases) assert.equal(signNote(note, witness).ok, false);
  assert.ok(signNote({ text, timestamp: MAX_TIMESTAMP }, signer('ml-dsa-44-cosignature', 'w'.repeat(255))).ok);
});

test('checks cosignatures of subtrees that do not start at 0, which state no time', () => {
  const { key, sign } = signer('ml-dsa-44-cosignature');
  const subtree = { origin: 'log', start: 8n, end: 13n, root };
  const message = subtreeMessage({ ...subtree, timestamp: 0n, cosigner: 'w' });
  assert.ok(message !== null);
  const signature = concatBytes([new Uint8Array(8), sign(message)]);
  assert.deepEqual(verifySubtreeCosignature({ subtree, signature, key }, verify), { timestamp: 0n });
  for (const change of [{ start: 0n }, { end: 14n }, { origin: 'other' }, { root: sha256('other') }]) {
    assert.equal(verifySubtreeCosignature({ subtree: { ...subtree, ...change }, signature, key }, verify), null);
  }
  const timed = concatBytes([Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1), sign(message)]);
  assert.equal(verifySubtreeCosignature({ subtree, signature: timed, key }, verify), null);
  assert.equal(verifySubtreeCosignature({ subtree, signature: timed.subarray(0, 8), key }, verify), null);
  assert.equal(verifySubtreeCosignature({ subtree, signature, key: signer('ed25519-cosignature').key }, verify), null);
});

test('has no message for a statement out of bounds', () => {
  const statement = { origin: 'log', start: 0n, end: 13n, root, timestamp: 0n, cosigner: 'w' };
  assert.ok(subtreeMessage(statement) !== null);
  const changes = [
    { origin: '' },
    { cosigner: '' },
    { start: -1n },
    { start: 14n },
    { end: 2n ** 64n },
    { root: root.subarray(1) },
    { timestamp: -1n },
  ];
  for (const change of changes) assert.equal(subtreeMessage({ ...statement, ...change }), null);
});
