import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hono } from 'hono';
import { createMemoryWitnessStore } from '../../adapters/memory/witness-store.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { cosignCheckpoint } from '../../application/log/cosign-checkpoint.ts';
import { showWitnessedCheckpoint } from '../../application/log/show-witnessed-checkpoint.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { openNote } from '../../core/audit/open-note.ts';
import { createVerifierKey, parseVerifierKey, type VerifierKey } from '../../core/audit/verifier-key.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import { createWitnessApp } from '../../ingress/witness/witness-app.ts';
import type { WitnessStore } from '../../ports/witness-store.ts';
import { readText, SKIP_TLOG } from './tlog-files.ts';

/** One exchange of a transcript: what is posted, and what must come back. */
type Exchange = {
  readonly body: string;
  readonly status: number;
  readonly contains: string | null;
  readonly equals: string | null;
};

const WITNESS_NAME = 'example.com/witness';
const verify = createSignatureVerifier();

test('answers the litewitness transcript, with 404 for the unknown log as v1.0.0 says', {
  skip: SKIP_TLOG,
}, async () => {
  const script = readText('witness-protocol/litewitness.txt');
  const publicKey = fromHex(valueAfter(script, 'add-sigsum-log -key=')) ?? new Uint8Array();
  const origin = `sigsum.org/v1/tree/${toHex(sha256(publicKey))}`;
  const logKey = createVerifierKey({ name: origin, kind: 'ed25519', publicKey }, sha256);
  assert.ok(logKey.ok);
  const { app, witnessKey, store } = startWitness(new Map([[origin, [logKey.value]]]));
  const exchanges = readExchanges(script);
  const statuses: number[] = [];
  for (const exchange of exchanges) statuses.push(await replay(exchange, { app, witnessKey }));
  assert.deepEqual(
    exchanges.map(({ status }) => status),
    [200, 403, 403, 422, 422, 200, 409, 200, 409],
  );
  assert.deepEqual(statuses, [200, 403, 404, 422, 422, 200, 409, 200, 409]);
  assert.ok(script.includes(`stdout ${origin}\nstdout "size":5\n`));
  assert.deepEqual(
    (await store.list()).map((log) => [log.origin, log.state.size]),
    [[origin, 5n]],
  );
});

test('answers the transcript with the real checkpoint of sum.golang.org, and serves it cosigned', {
  skip: SKIP_TLOG,
}, async () => {
  const script = readText('witness-protocol/sumdb.txt');
  const origin = 'go.sum database tree';
  const logKey = parseVerifierKey(valueAfter(script, `-origin '${origin}' -key `), sha256);
  assert.ok(logKey.ok);
  const { app, witnessKey } = startWitness(new Map([[origin, [logKey.value]]]));
  const exchanges = readExchanges(script);
  assert.equal(exchanges.length, 1);
  for (const exchange of exchanges) assert.equal(await replay(exchange, { app, witnessKey }), exchange.status);
  const served = await app.request(`/${toHex(sha256(origin))}/checkpoint`);
  assert.equal(served.status, 200);
  const opened = openNote(await served.text(), { keys: [logKey.value, witnessKey], verify });
  assert.ok(opened.ok);
  assert.deepEqual(
    opened.value.trusted.map(({ key }) => key.name),
    ['sum.golang.org', WITNESS_NAME],
  );
});

function startWitness(logs: ReadonlyMap<string, readonly VerifierKey[]>): {
  app: Hono;
  witnessKey: VerifierKey;
  store: WitnessStore;
} {
  const { publicKey, sign } = generateSigningKey('ed25519');
  const key = createVerifierKey({ name: WITNESS_NAME, kind: 'ed25519-cosignature', publicKey }, sha256);
  assert.ok(key.ok);
  const store = createMemoryWitnessStore();
  const cosigners = [{ key: key.value, sign }];
  const witness = { logs, cosigners, store, verify, merkle: merkleHash(sha256), nowMs: () => 1_763_600_000_000 };
  const app = createWitnessApp({
    cosignCheckpoint: (body) => cosignCheckpoint(body, witness),
    showCheckpoint: (originHash) => showWitnessedCheckpoint(originHash, { store, hash: sha256 }),
  });
  return { app, witnessKey: key.value, store };
}

/** Posts one request of a transcript and checks the body of the answer. The status is for the caller to compare. */
async function replay(
  exchange: Exchange,
  { app, witnessKey }: { app: Hono; witnessKey: VerifierKey },
): Promise<number> {
  const response = await app.request('/add-checkpoint', { method: 'POST', body: exchange.body });
  const answer = await response.text();
  if (exchange.contains !== null)
    assert.ok(answer.includes(exchange.contains), `${answer} contains ${exchange.contains}`);
  if (exchange.equals !== null) assert.equal(answer, exchange.equals);
  if (response.status === 409) assert.equal(response.headers.get('content-type'), 'text/x.tlog.size');
  if (response.status === 200) {
    const note = `${exchange.body.slice(exchange.body.indexOf('\n\n') + 2)}${answer}`;
    assert.ok(
      openNote(note, { keys: [witnessKey], verify }).ok,
      'the cosignature holds when it is appended to the checkpoint',
    );
  }
  return response.status;
}

function readExchanges(script: string): Exchange[] {
  const [, hurl = ''] = script.split('-- add-checkpoint.hurl --\n');
  return hurl
    .split(/^POST .*\n/m)
    .slice(1)
    .map((part) => {
      const [, body = '', rest = ''] = part.split('```\n');
      return {
        body,
        status: Number(valueAfter(rest, 'HTTP ')),
        contains: /^body contains "(.*)"$/m.exec(rest)?.[1] ?? null,
        equals: /^body == "(.*)\\n"$/m.exec(rest)?.[1]?.concat('\n') ?? null,
      };
    });
}

function valueAfter(text: string, marker: string): string {
  const start = text.indexOf(marker);
  assert.ok(start >= 0, `the script holds ${marker}`);
  return text.slice(start + marker.length).split(/\s/, 1)[0] ?? '';
}
