import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { createMemoryWitnessStore } from '../../adapters/memory/witness-store.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { trustCheckpoint } from '../../core/audit/trust-checkpoint.ts';
import { createVerifierKey } from '../../core/audit/verifier-key.ts';
import { parseUint64 } from '../../core/encoding/decimal.ts';
import type { WitnessClient } from '../../ports/witness-client.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import { cosignCheckpoint, type Witness } from './cosign-checkpoint.ts';

const logKey = generateSigningKey('ed25519');

/** A real witness behind the port, without HTTP; `reachable` can be switched off. */
function openWitness(): { readonly client: WitnessClient; reachable: boolean; requests: number } {
  const verifier = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: logKey.publicKey }, sha256);
  const own = generateSigningKey('ed25519');
  const key = createVerifierKey(
    { name: 'test.witness', kind: 'ed25519-cosignature', publicKey: own.publicKey },
    sha256,
  );
  if (!verifier.ok || !key.ok) throw new Error('keys');
  const witness: Witness = {
    logs: new Map([['test.log/1', [verifier.value]]]),
    cosigners: [{ key: key.value, sign: own.sign }],
    store: createMemoryWitnessStore(),
    verify: createSignatureVerifier(),
    merkle: merkleHash(sha256),
    nowMs: () => 1_790_000_000_000,
  };
  const handle = {
    reachable: true,
    requests: 0,
    client: {
      keys: [key.value],
      addCheckpoint: async (body) => {
        handle.requests += 1;
        if (!handle.reachable) return { kind: 'unreachable', message: 'down' };
        const { status, body: text } = await cosignCheckpoint(body, witness);
        if (status === 200) return { kind: 'cosigned', lines: text };
        const size = status === 409 ? parseUint64(text.trimEnd()) : null;
        return size === null ? { kind: 'refused', status, message: text } : { kind: 'stale', size };
      },
    } satisfies WitnessClient,
  };
  return handle;
}

async function readSome(gateway: TestGateway['gateway'], count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await gateway.authorize(AGENT, propose('Read', { file_path: `f${index}` }), NO_WAIT);
  await settle(20);
}

test('has the newest checkpoint cosigned, and keeps the cosignature with it', async () => {
  const { client } = openWitness();
  const { gateway, stores } = await openTestGateway({ logKey, ports: { witness: client } });
  await readSome(gateway, 300);
  assert.equal(gateway.health().witness, 'cosigned');
  const head = await stores.ledger.loadHead();
  const verifier = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: logKey.publicKey }, sha256);
  assert.ok(verifier.ok);
  const policy = { origin: 'test.log/1', logKeys: [verifier.value], witnessKeys: client.keys, witnessQuorum: 1 };
  assert.equal(trustCheckpoint(head?.note ?? '', { policy, verify: createSignatureVerifier() }).ok, true);
});

test('is pending and visible while the witness cannot be reached, asks again later, and never holds a decision back', async () => {
  const witness = openWitness();
  witness.reachable = false;
  const { gateway, clock } = await openTestGateway({ logKey, ports: { witness: witness.client } });
  await readSome(gateway, 3);
  assert.equal(gateway.health().witness, 'pending');
  witness.reachable = true;
  await clock.advance(120_000);
  await settle(20);
  assert.equal(gateway.health().witness, 'cosigned');
});

test('refuses to start behind its witness', async () => {
  const { client } = openWitness();
  const first = await openTestGateway({ logKey, ports: { witness: client } });
  await readSome(first.gateway, 5);
  const second = openTestGateway({ logKey, ports: { witness: client } });
  await assert.rejects(
    second.then(({ failed }) => failed.then((error) => Promise.reject(error))),
    { code: 'log.rolled-back' },
  );
});

test('stops when the log was rolled back to an older copy', async () => {
  const { client } = openWitness();
  const stores = openMemoryStores();
  const early = await openTestGateway({ logKey, stores, ports: { witness: client } });
  await readSome(early.gateway, 5);
  const oldHead = await stores.ledger.loadHead();
  const oldEntries = await stores.ledger.readEntries({ fromIndex: 0, limit: 10_000 });
  await readSome(early.gateway, 5);
  const rolledBack = Object.assign(Object.create(stores.ledger) as typeof stores.ledger, {
    loadHead: async () => oldHead,
    readEntries: async ({ fromIndex, limit }: { fromIndex: number; limit: number }) =>
      oldEntries.slice(fromIndex, fromIndex + limit),
  });
  const { logSigner, approvers, cipher } = early.ports;
  const restart = openTestGateway({
    stores: { ...stores, ledger: rolledBack },
    ports: { logSigner, approvers, cipher, witness: client },
  });
  await assert.rejects(restart, { code: 'log.rolled-back' });
});

test('does not take a cosignature that is not the witness’s', async () => {
  const witness = openWitness();
  const other = openWitness();
  const client: WitnessClient = { keys: other.client.keys, addCheckpoint: witness.client.addCheckpoint };
  const { gateway } = await openTestGateway({ logKey, ports: { witness: client } });
  await readSome(gateway, 3);
  assert.equal(gateway.health().witness, 'pending');
});
