import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { handoverText, verifyHandover } from './key-handover.ts';
import { createVerifierKey, formatVerifierKey, type KeyKind } from './verifier-key.ts';

const verify = createSignatureVerifier();
const [oldKey, newKey, stranger] = [1, 2, 3].map(() => generateSigningKey('ed25519')) as [
  SigningKey,
  SigningKey,
  SigningKey,
];

function vkey(
  { publicKey }: SigningKey,
  { name = 'a.log', kind = 'ed25519' }: { name?: string; kind?: KeyKind } = {},
): string {
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  if (!key.ok) throw new Error(key.failure);
  return formatVerifierKey(key.value);
}

function handover(from: string, to: string, signer = oldKey): Record<string, unknown> {
  return { from, to, signature: Buffer.from(signer.sign(Buffer.from(handoverText(from, to)))).toString('base64') };
}

function check(data: unknown): string | null {
  const found = verifyHandover(data, { verify, hash: sha256 });
  return found.ok ? null : found.failure;
}

test('takes a hand-over that the old key signed', () => {
  const found = verifyHandover(handover(vkey(oldKey), vkey(newKey)), { verify, hash: sha256 });
  assert.ok(found.ok);
  assert.deepEqual(
    [formatVerifierKey(found.value.from), formatVerifierKey(found.value.to)],
    [vkey(oldKey), vkey(newKey)],
  );
});

test('refuses a hand-over that somebody else signed, or the new key itself', () => {
  for (const signer of [stranger, newKey])
    assert.match(check(handover(vkey(oldKey), vkey(newKey), signer)) ?? '', /not signed by the key it comes from/);
});

test('refuses a good signature under other names', () => {
  const good = handover(vkey(oldKey), vkey(newKey));
  assert.match(check({ ...good, to: vkey(stranger) }) ?? '', /not signed/);
  assert.match(check({ ...good, from: vkey(stranger) }) ?? '', /not signed/);
});

test('refuses a hand-over to another log, to itself, and to a key that signs no checkpoints', () => {
  assert.match(check(handover(vkey(oldKey), vkey(newKey, { name: 'b.log' }))) ?? '', /want one log/);
  assert.match(check(handover(vkey(oldKey), vkey(oldKey))) ?? '', /want another/);
  const cosigner = vkey(newKey, { kind: 'ed25519-cosignature' });
  assert.match(check(handover(vkey(oldKey), cosigner)) ?? '', /want ed25519 for both/);
  assert.match(check(handover(cosigner, vkey(newKey), newKey)) ?? '', /want ed25519 for both/);
});

test('refuses what is no hand-over at all', () => {
  const good = handover(vkey(oldKey), vkey(newKey));
  for (const data of [null, 7, 'x', [], {}, { ...good, signature: 1 }, { ...good, signature: '*' }])
    assert.match(check(data) ?? '', /no signature/);
  assert.match(check({ ...good, from: 'x' }) ?? '', /comes from no key/);
  assert.match(check({ ...good, to: undefined }) ?? '', /names no key/);
});
