import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../adapters/node-crypto/hash.ts';
import { generateSigningKey, type SigningKey } from '../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../adapters/node-crypto/signatures.ts';
import type { NoteSigner } from '../core/audit/cosignature.ts';
import { openNote } from '../core/audit/open-note.ts';
import { createVerifierKey, formatVerifierKey } from '../core/audit/verifier-key.ts';
import { openTestGateway } from '../test/harness/test-gateway.ts';
import { handoverText } from './hand-over-key.ts';

function signerOf(key: SigningKey): NoteSigner {
  const verifier = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: key.publicKey }, sha256);
  if (!verifier.ok) throw new Error(verifier.failure);
  return { key: verifier.value, sign: key.sign };
}

test('records the hand-over once, signed by the old key, and both keys sign from then on', async () => {
  const [oldKey, newKey] = [generateSigningKey('ed25519'), generateSigningKey('ed25519')];
  const first = await openTestGateway({ logKey: oldKey });
  await first.close();
  const { stores, clock } = first;
  const { approvers, cipher } = first.ports;
  const logSigner = { origin: 'test.log/1', signers: [signerOf(newKey), signerOf(oldKey)] } as const;
  for (let start = 0; start < 2; start++)
    await (await openTestGateway({ stores, clock, ports: { approvers, cipher, logSigner } })).close();
  const entries = (await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 })).map(({ text }) => JSON.parse(text));
  const handovers = entries.filter(({ type }) => type === 'key.handover');
  assert.equal(handovers.length, 1);
  const { from, to, signature } = handovers[0].data;
  assert.deepEqual([from, to], [formatVerifierKey(signerOf(oldKey).key), formatVerifierKey(signerOf(newKey).key)]);
  const verify = createSignatureVerifier();
  const message = Buffer.from(handoverText(from, to), 'utf8');
  assert.equal(
    verify({ algorithm: 'ed25519', publicKey: oldKey.publicKey, message, signature: Buffer.from(signature, 'base64') }),
    true,
  );
  const head = await stores.ledger.loadHead();
  for (const key of [oldKey, newKey])
    assert.equal(openNote(head?.note ?? '', { keys: [signerOf(key).key], verify }).ok, true);
});

test('refuses a log whose head no known key has signed', async () => {
  const first = await openTestGateway();
  await first.close();
  await assert.rejects(openTestGateway({ stores: first.stores, clock: first.clock }), { code: 'log.corrupt' });
});
