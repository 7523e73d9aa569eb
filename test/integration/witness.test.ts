import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '@hono/node-server';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openSqliteWitnessStore } from '../../adapters/sqlite/witness-store.ts';
import { cosignCheckpoint, type Witness } from '../../application/log/cosign-checkpoint.ts';
import { showWitnessedCheckpoint } from '../../application/log/show-witnessed-checkpoint.ts';
import { formatCheckpoint } from '../../core/audit/checkpoint.ts';
import { type NoteSigner, signNote } from '../../core/audit/cosignature.ts';
import { EMPTY_FRONTIER, growFrontier, rootOfLeaves } from '../../core/audit/frontier.ts';
import { formatHashLines } from '../../core/audit/hash-lines.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { proveConsistency } from '../../core/audit/prove.ts';
import { formatSignatureLine } from '../../core/audit/signed-note.ts';
import { nodeReader, tilePath } from '../../core/audit/tile.ts';
import { trustCheckpoint } from '../../core/audit/trust-checkpoint.ts';
import { createVerifierKey, type KeyKind } from '../../core/audit/verifier-key.ts';
import { concatBytes } from '../../core/encoding/bytes.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { createWitnessApp } from '../../ingress/witness/witness-app.ts';

const ORIGIN = 'example.test/agent-audit';
const verify = createSignatureVerifier();
const merkle = merkleHash(sha256);
const leaves = Array.from({ length: 40 }, (_, index) => merkle.leaf(`entry ${index}`));
const log = signer(ORIGIN, 'ed25519');
const cosigners = [
  signer('witness.test/ed', 'ed25519-cosignature'),
  signer('witness.test/pq', 'ml-dsa-44-cosignature'),
];

test('a witness over HTTP and SQLite lets one of many concurrent checkpoints win, and remembers it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-witness-'));
  const path = join(folder, 'witness.sqlite');
  try {
    const won = await withWitness(path, async (address) => {
      assert.equal((await post(address, request(0, 1))).status, 200);
      const sizes = Array.from({ length: 20 }, (_, index) => index + 2);
      const answers = await Promise.all(sizes.map((size) => post(address, request(1, size))));
      const winners = sizes.filter((_, index) => answers[index]?.status === 200);
      assert.equal(winners.length, 1);
      const others = answers.filter((answer) => answer.status !== 200);
      assert.deepEqual(
        new Set(others.map(({ status, text }) => `${status} ${text}`)),
        new Set([`409 ${winners[0]}\n`]),
      );
      return winners[0] ?? 0;
    });
    await withWitness(path, async (address) => {
      assert.deepEqual(await post(address, request(0, 40)), { status: 409, text: `${won}\n` });
      const fork = signedCheckpoint(40, merkle.leaf('another history'));
      assert.equal((await post(address, `old ${won}\n${proofLines(won, 40)}\n${fork}`)).status, 422);
      const answer = await post(address, request(won, 40));
      assert.equal(answer.status, 200);
      const served = await (await fetch(`${address}/${toHex(sha256(ORIGIN))}/checkpoint`)).text();
      for (const note of [served, signedCheckpoint(40) + answer.text]) {
        const witnessKeys = cosigners.map(({ key }) => key);
        const policy = { origin: ORIGIN, logKeys: [log.key], witnessKeys, witnessQuorum: 2 };
        const trusted = trustCheckpoint(note, { policy, verify });
        assert.ok(trusted.ok, trusted.ok ? '' : trusted.failure);
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function signer(name: string, kind: KeyKind): NoteSigner {
  const { publicKey, sign } = generateSigningKey(kind === 'ml-dsa-44-cosignature' ? 'ml-dsa-44' : 'ed25519');
  const key = createVerifierKey({ name, kind, publicKey }, sha256);
  assert.ok(key.ok);
  return { key: key.value, sign };
}

async function withWitness<Value>(path: string, use: (address: string) => Promise<Value>): Promise<Value> {
  const store = openSqliteWitnessStore(path);
  const logs = new Map([[ORIGIN, [log.key]]]);
  const witness: Witness = { logs, cosigners, store, verify, merkle, nowMs: () => Date.now() };
  const app = createWitnessApp({
    cosignCheckpoint: (body) => cosignCheckpoint(body, witness),
    showCheckpoint: (originHash) => showWitnessedCheckpoint(originHash, { store, hash: sha256 }),
  });
  const listening = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, listening.resolve);
  try {
    const { port } = await listening.promise;
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    await store.close();
  }
}

async function post(address: string, body: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${address}/add-checkpoint`, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

function request(oldSize: number, size: number): string {
  return `old ${oldSize}\n${proofLines(oldSize, size)}\n${signedCheckpoint(size)}`;
}

function proofLines(oldSize: number, size: number): string {
  const { cells } = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, size), merkle });
  const tiles = new Map([[`tile/0/000.p/${size}`, concatBytes(cells.map((cell) => cell.hash))]]);
  const readNode = nodeReader(BigInt(size), { readTile: (tile) => tiles.get(tilePath(tile)) ?? null, merkle });
  const proof = proveConsistency({ oldSize: BigInt(oldSize), size: BigInt(size) }, { readNode, merkle });
  assert.ok(proof.ok);
  return formatHashLines(proof.value);
}

function signedCheckpoint(size: number, root = rootOfLeaves(leaves.slice(0, size), merkle)): string {
  const text = formatCheckpoint({ origin: ORIGIN, size: BigInt(size), root });
  const signature = signNote({ text, timestamp: 0n }, log);
  assert.ok(signature.ok);
  return `${text}\n${formatSignatureLine(signature.value)}`;
}
