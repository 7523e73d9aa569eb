import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import type { NoteSigner } from '../../core/audit/cosignature.ts';
import { handoverText } from '../../core/audit/key-handover.ts';
import { openNote } from '../../core/audit/open-note.ts';
import { createVerifierKey, formatVerifierKey } from '../../core/audit/verifier-key.ts';
import type { LogSigner } from '../../ports/log-signer.ts';
import { openTestGateway, type TestGateway } from '../../test/harness/test-gateway.ts';
import { withoutRetiredKey } from './hand-over-key.ts';

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

/** A log whose key was rotated and whose gateway has started `starts` times with both keys since. */
async function rotated(starts: number): Promise<{
  readonly both: LogSigner;
  readonly head: () => Promise<LogSigner>;
  readonly last: TestGateway;
}> {
  const [oldKey, newKey] = [generateSigningKey('ed25519'), generateSigningKey('ed25519')];
  let last = await openTestGateway({ logKey: oldKey });
  await last.close();
  const both: LogSigner = { origin: 'test.log/1', signers: [signerOf(newKey), signerOf(oldKey)] };
  for (let start = 0; start < starts; start++) {
    const { approvers, cipher } = last.ports;
    const { stores, clock } = last;
    last = await openTestGateway({ stores, clock, ports: { approvers, cipher, logSigner: both } });
    await last.close();
  }
  const { ledger } = last.stores;
  const verify = createSignatureVerifier();
  return { both, last, head: () => withoutRetiredKey(both, { ledger, verify, hash: sha256 }) };
}

test('retires the old key at the start after the one that recorded the hand-over, not before', async () => {
  const before = await rotated(0);
  assert.equal(await before.head(), before.both);
  const after = await rotated(1);
  const retired = await after.head();
  assert.deepEqual(retired.signers, [after.both.signers[0]]);
  assert.equal(
    await withoutRetiredKey(retired, {
      ledger: after.last.stores.ledger,
      verify: createSignatureVerifier(),
      hash: sha256,
    }),
    retired,
  );
});

test('comes to the same answer again when the start that retires is cut short', async () => {
  const { last, head, both } = await rotated(1);
  const logSigner = await head();
  const { approvers, cipher } = last.ports;
  const { stores, clock } = last;
  await (await openTestGateway({ stores, clock, ports: { approvers, cipher, logSigner } })).close();
  assert.deepEqual((await head()).signers, [both.signers[0]]);
  const note = (await stores.ledger.loadHead())?.note ?? '';
  assert.equal(
    openNote(note, { keys: [both.signers[1]?.key ?? assert.fail()], verify: createSignatureVerifier() }).ok,
    false,
  );
});

test('keeps the old key when the hand-over in the log is forged or was never written', async () => {
  const { last, head, both } = await rotated(1);
  const { ledger } = last.stores;
  const { readEntries } = ledger;
  const altered = (change: (text: string) => string): void =>
    void Object.assign(ledger, {
      readEntries: async (range: Parameters<typeof readEntries>[0]) =>
        (await readEntries(range)).map((entry) => ({ ...entry, text: change(entry.text) })),
    });
  const forged = Buffer.alloc(64, 1).toString('base64');
  altered((text) => text.replace(/"signature":"[^"]*"/, `"signature":"${forged}"`));
  assert.equal(await head(), both);
  altered((text) => text.replace('"type":"key.handover"', '"type":"gateway.stopped"'));
  assert.equal(await head(), both);
  altered((text) => text.replace('{', '{{'));
  assert.equal(await head(), both);
  altered((text) => text);
  assert.notEqual(await head(), both);
});

test('keeps the old key while the newest checkpoint does not hold under the new one', async () => {
  const { last, head, both } = await rotated(1);
  const { loadHead } = last.stores.ledger;
  const onlyOld = (note: string): string =>
    note
      .split('\n')
      .filter((_, line) => line !== 4)
      .join('\n');
  Object.assign(last.stores.ledger, {
    loadHead: async () => {
      const stored = await loadHead();
      return stored === null ? null : { ...stored, note: onlyOld(stored.note) };
    },
  });
  assert.equal(await head(), both);
});
