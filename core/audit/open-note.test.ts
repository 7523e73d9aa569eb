import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { type NoteSigner, signNote } from './cosignature.ts';
import { countSigners, type OpenNoteCode, openNote } from './open-note.ts';
import type { VerifySignature } from './signature.ts';
import { formatSignatureLine, formatSignedNote } from './signed-note.ts';
import { createVerifierKey, type KeyKind, type VerifierKey } from './verifier-key.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const text = formatCheckpoint({ origin: 'log', size: 1n, root: sha256('root') });

/** A stand-in for real signatures: the hash of public key and message. */
const verify: VerifySignature = ({ publicKey, message, signature }) =>
  equalBytes(signature, sha256(concatBytes([publicKey, message])));

function signer({ name, kind = 'ed25519', fill = 1 }: { name: string; kind?: KeyKind; fill?: number }): NoteSigner {
  const publicKey = new Uint8Array(32).fill(fill);
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function line(by: NoteSigner, timestamp = 9n): string {
  const signature = signNote({ text, timestamp }, by);
  assert.ok(signature.ok);
  return formatSignatureLine(signature.value);
}

function badLine({ name, keyId }: VerifierKey): string {
  return formatSignatureLine({ name, keyId, signature: new Uint8Array(64) });
}

function namesIn(note: string, keys: readonly VerifierKey[]): string[] {
  const opened = openNote(note, { keys, verify });
  assert.ok(opened.ok, opened.ok ? '' : opened.failure.message);
  assert.equal(opened.value.text, text);
  return opened.value.trusted.map(({ key, timestamp }) => `${key.name} ${timestamp}`);
}

function refusal(note: string, keys: readonly VerifierKey[]): OpenNoteCode {
  const opened = openNote(note, { keys, verify });
  assert.ok(!opened.ok);
  return opened.failure.code;
}

const log = signer({ name: 'log' });
const witness = signer({ name: 'witness', kind: 'ed25519-cosignature', fill: 2 });
const stranger = signer({ name: 'stranger', fill: 3 });

test('names each trusted key that signed, in the order of the note', () => {
  const note = `${text}\n${line(witness)}${line(stranger)}${line(log)}`;
  assert.deepEqual(namesIn(note, [log.key, witness.key]), ['witness 9', 'log null']);
  assert.deepEqual(namesIn(note, [log.key]), ['log null']);
});

test('gives back the trusted signatures so that a note can be written anew without the others', () => {
  const opened = openNote(`${text}\n${line(stranger)}${line(log)}`, { keys: [log.key], verify });
  assert.ok(opened.ok);
  const signatures = opened.value.trusted.map(({ signature }) => signature);
  assert.equal(formatSignedNote({ text: opened.value.text, signatures }), `${text}\n${line(log)}`);
});

test('ignores unknown keys whatever they sign, and keys that share only the name or only the id', () => {
  const sameName = signer({ name: 'log', fill: 4 });
  const sameId = badLine({ ...log.key, name: 'not-log' });
  assert.deepEqual(
    namesIn(`${text}\n${badLine(stranger.key)}${badLine(sameName.key)}${sameId}${line(log)}`, [log.key]),
    ['log null'],
  );
});

test('refuses the whole note when a known key’s signature fails, beside a good one too', () => {
  for (const note of [
    badLine(log.key),
    line(log) + badLine(log.key),
    badLine(log.key) + line(log),
    line(log) + badLine(witness.key),
  ]) {
    assert.equal(refusal(`${text}\n${note}`, [log.key, witness.key]), 'invalid-signature');
  }
});

test('refuses a note that no trusted key signed, and one that is malformed', () => {
  assert.equal(refusal(`${text}\n${line(stranger)}`, [log.key]), 'untrusted');
  assert.equal(refusal(`${text}\n${line(log)}`, []), 'untrusted');
  assert.equal(refusal(text, [log.key]), 'malformed');
});

test('refuses to guess between two trusted keys of one name and id', () => {
  const twin = { ...log.key, publicKey: new Uint8Array(32).fill(9) };
  assert.equal(refusal(`${text}\n${line(log)}`, [log.key, twin]), 'ambiguous-key');
});

test('counts a key once, however often it signs and under however many names it is trusted', () => {
  const alias = signer({ name: 'alias', kind: 'ed25519-cosignature', fill: 2 });
  const note = `${text}\n${line(witness, 1n)}${line(witness, 2n)}${line(alias)}${line(log)}`;
  const opened = openNote(note, { keys: [witness.key, alias.key, log.key], verify });
  assert.ok(opened.ok);
  assert.deepEqual(
    opened.value.trusted.map(({ key, timestamp }) => `${key.name} ${timestamp}`),
    ['witness 1', 'alias 9', 'log null'],
  );
  assert.equal(countSigners(opened.value.trusted), 2);
});
