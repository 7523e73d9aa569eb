import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { createMemoryWitnessStore } from '../../adapters/memory/witness-store.ts';
import { formatCheckpoint } from '../../core/audit/checkpoint.ts';
import { type NoteSigner, signNote } from '../../core/audit/cosignature.ts';
import { rootOfLeaves } from '../../core/audit/frontier.ts';
import { formatHashLines } from '../../core/audit/hash-lines.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { proveConsistency } from '../../core/audit/prove.ts';
import type { VerifySignature } from '../../core/audit/signature.ts';
import { formatSignatureLine } from '../../core/audit/signed-note.ts';
import { createVerifierKey, type KeyKind } from '../../core/audit/verifier-key.ts';
import { concatBytes, equalBytes } from '../../core/encoding/bytes.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { WitnessStore } from '../../ports/witness-store.ts';
import { cosignCheckpoint, type Witness } from './cosign-checkpoint.ts';
import { showWitnessedCheckpoint } from './show-witnessed-checkpoint.ts';

const sha256 = (data: string | Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const merkle = merkleHash(sha256);
const leaves = Array.from({ length: 20 }, (_, index) => merkle.leaf(String(index)));
const log = signer('log', 'ed25519');

/** A stand-in for real signatures: the hash of public key and message. */
const verify: VerifySignature = ({ publicKey, message, signature }) =>
  equalBytes(signature, sha256(concatBytes([publicKey, message])));

function signer(name: string, kind: KeyKind): NoteSigner {
  const publicKey = new Uint8Array(32).fill(name.length);
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign: (message) => sha256(concatBytes([publicKey, message])) };
}

function witnessOver(store: WitnessStore): Witness {
  const cosigners = [signer('witness', 'ed25519-cosignature')];
  return { logs: new Map([['log', [log.key]]]), cosigners, store, verify, merkle, nowMs: () => 1_763_600_000_999 };
}

function request(oldSize: number, size: number): string {
  const readNode = ({ level, index }: { level: number; index: bigint }): Uint8Array =>
    rootOfLeaves(leaves.slice(Number(index) * 2 ** level, (Number(index) + 1) * 2 ** level), merkle);
  const proof = proveConsistency({ oldSize: BigInt(oldSize), size: BigInt(size) }, { readNode, merkle });
  assert.ok(proof.ok);
  const text = formatCheckpoint({
    origin: 'log',
    size: BigInt(size),
    root: rootOfLeaves(leaves.slice(0, size), merkle),
  });
  const signature = signNote({ text, timestamp: 0n }, log);
  assert.ok(signature.ok);
  return `old ${oldSize}\n${formatHashLines(proof.value)}\n${text}\n${formatSignatureLine(signature.value)}`;
}

test('stores the state before it answers, and goes on from there', async () => {
  const store = createMemoryWitnessStore();
  const witness = witnessOver(store);
  for (const [oldSize, size] of [
    [0, 3],
    [3, 3],
    [3, 11],
  ] as const) {
    const answer = await cosignCheckpoint(request(oldSize, size), witness);
    assert.equal(answer.status, 200);
    assert.match(answer.body, /^— witness \S+\n$/);
    assert.equal((await store.load('log'))?.size, BigInt(size));
  }
  assert.deepEqual(await cosignCheckpoint(request(3, 11), witness), {
    status: 409,
    body: '11\n',
    contentType: 'text/x.tlog.size',
  });
});

test('answers malformed and unknown requests without touching the store', async () => {
  const store = createMemoryWitnessStore();
  await store.close();
  const witness = witnessOver(store);
  assert.equal((await cosignCheckpoint('nothing', witness)).status, 400);
  assert.equal((await cosignCheckpoint(request(0, 3), { ...witness, logs: new Map() })).status, 404);
  await assert.rejects(cosignCheckpoint(request(0, 3), witness), StoreError);
});

test('lets one of two concurrent requests win that both saw the same stored tree', async () => {
  const store = createMemoryWitnessStore();
  await cosignCheckpoint(request(0, 1), witnessOver(store));
  const sizes = [4, 7];
  const meet = meetAfterLoad(store, sizes.length);
  const answers = await Promise.all(sizes.map((size) => cosignCheckpoint(request(1, size), witnessOver(meet()))));
  const [winner] = answers.filter((answer) => answer.status === 200);
  const [loser] = answers.filter((answer) => answer.status === 409);
  assert.ok(winner !== undefined && loser !== undefined);
  const won = sizes[answers.indexOf(winner)];
  assert.equal(loser.body, `${won}\n`);
  assert.equal((await store.load('log'))?.size, BigInt(won ?? 0));
});

test('never stores a smaller tree over a larger one, in whatever order requests come', async () => {
  const store = createMemoryWitnessStore();
  const witness = witnessOver(store);
  await cosignCheckpoint(request(0, 1), witness);
  const requests = [20, 2, 13, 4, 20, 1].map((size) => cosignCheckpoint(request(1, size), witness));
  const statuses = (await Promise.all(requests)).map((answer) => answer.status);
  assert.deepEqual(
    statuses.toSorted((left, right) => left - right),
    [200, 409, 409, 409, 409, 409],
  );
  assert.equal((await store.load('log'))?.size, 20n);
});

test('answers 0 when the state that was in the way is gone', async () => {
  const store = createMemoryWitnessStore();
  const forgetful: WitnessStore = { ...bound(store), replace: async () => false };
  assert.equal((await cosignCheckpoint(request(0, 3), witnessOver(forgetful))).body, '0\n');
});

test('gives out no cosignature when the state could not be stored', async () => {
  const failing: WitnessStore = {
    ...bound(createMemoryWitnessStore()),
    replace: () => Promise.reject(new StoreError('store.full', 'write: no space')),
  };
  await assert.rejects(
    cosignCheckpoint(request(0, 3), witnessOver(failing)),
    (error) => error instanceof StoreError && error.code === 'store.full',
  );
});

test('shows the cosigned checkpoint of a log by the hash of its origin', async () => {
  const store = createMemoryWitnessStore();
  await cosignCheckpoint(request(0, 3), witnessOver(store));
  const note = await showWitnessedCheckpoint(toHex(sha256('log')), { store, hash: sha256 });
  assert.match(note ?? '', /^log\n3\n\S+\n\n— log \S+\n— witness \S+\n$/);
  assert.equal(await showWitnessedCheckpoint(toHex(sha256('other')), { store, hash: sha256 }), null);
});

function bound(store: WitnessStore): WitnessStore {
  return {
    load: (origin) => store.load(origin),
    replace: (step) => store.replace(step),
    list: () => store.list(),
    close: () => store.close(),
  };
}

/** Makes stores whose first load waits until `count` of them have loaded, so that all requests decide on the same state. */
function meetAfterLoad(store: WitnessStore, count: number): () => WitnessStore {
  const meeting = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    let first = true;
    const load: WitnessStore['load'] = async (origin) => {
      const state = await store.load(origin);
      if (!first) return state;
      first = false;
      arrived++;
      if (arrived === count) meeting.resolve();
      await meeting.promise;
      return state;
    };
    return { ...bound(store), load };
  };
}
