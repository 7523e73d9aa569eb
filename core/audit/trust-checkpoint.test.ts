import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { type NoteSigner, signNote } from './cosignature.ts';
import type { VerifySignature } from './signature.ts';
import { formatSignatureLine } from './signed-note.ts';
import { type TrustPolicy, trustCheckpoint } from './trust-checkpoint.ts';
import { createVerifierKey, type KeyKind } from './verifier-key.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const text = formatCheckpoint({ origin: 'log', size: 5n, root: sha256('root') });

/** A stand-in for real signatures: the hash of public key and message. */
const verify: VerifySignature = ({ publicKey, message, signature }) =>
  equalBytes(signature, sha256(concatBytes([publicKey, message])));

function signer(name: string, kind: KeyKind, fill: number): NoteSigner {
  const publicKey = new Uint8Array(kind === 'ml-dsa-44-cosignature' ? 1312 : 32).fill(fill);
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function note(signers: readonly NoteSigner[], body = text): string {
  const lines = signers.map((by) => {
    const signature = signNote({ text: body, timestamp: 9n }, by);
    assert.ok(signature.ok);
    return formatSignatureLine(signature.value);
  });
  return `${body}\n${lines.join('')}`;
}

const log = signer('log', 'ed25519', 1);
const first = signer('first', 'ed25519-cosignature', 2);
const second = signer('second', 'ml-dsa-44-cosignature', 3);

const policy: TrustPolicy = {
  origin: 'log',
  logKeys: [log.key],
  witnessKeys: [first.key, second.key],
  witnessQuorum: 1,
};

function refusal(signed: string, changed: Partial<TrustPolicy> = {}): string {
  const trusted = trustCheckpoint(signed, { policy: { ...policy, ...changed }, verify });
  assert.ok(!trusted.ok);
  return trusted.failure;
}

test('believes a checkpoint that the log and enough witnesses signed', () => {
  const trusted = trustCheckpoint(note([log, first, second]), { policy: { ...policy, witnessQuorum: 2 }, verify });
  assert.ok(trusted.ok);
  assert.equal(trusted.value.checkpoint.size, 5n);
  assert.deepEqual(
    trusted.value.witnesses.map(({ key }) => key.name),
    ['first', 'second'],
  );
  assert.ok(trustCheckpoint(note([log]), { policy: { ...policy, witnessQuorum: 0 }, verify }).ok);
});

test('says why a checkpoint is not believed', () => {
  assert.match(refusal('nothing'), /no blank line/);
  assert.match(refusal(note([log], 'not a checkpoint\n')), /^read a checkpoint: /);
  assert.match(refusal(note([log, first]), { origin: 'other' }), /it is of "log", want "other"/);
  assert.match(refusal(note([first, second])), /the log itself did not sign it/);
  assert.match(refusal(note([log])), /0 witnesses cosigned it, want 1/);
  assert.match(refusal(note([log, first]), { witnessQuorum: 2 }), /1 witnesses cosigned it, want 2/);
});

test('counts no witness twice, not the log itself, and no signature without a time', () => {
  const alias = signer('alias', 'ed25519-cosignature', 2);
  const itself = signer('itself', 'ed25519-cosignature', 1);
  const timeless = signer('timeless', 'ed25519', 5);
  const witnessKeys = [first.key, alias.key, itself.key, timeless.key];
  assert.match(refusal(note([log, first, alias, itself, timeless]), { witnessKeys, witnessQuorum: 2 }), /1 witnesses/);
});
