import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { makeFolder } from '../../adapters/filesystem/make-folder.ts';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey, importSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openSqliteWitnessStore } from '../../adapters/sqlite/witness-store.ts';
import { openSystemClock } from '../../adapters/system/system-clock.ts';
import { cosignCheckpoint, type Witness } from '../../application/log/cosign-checkpoint.ts';
import { showWitnessedCheckpoint } from '../../application/log/show-witnessed-checkpoint.ts';
import type { NoteSigner } from '../../core/audit/cosignature.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import {
  createVerifierKey,
  formatVerifierKey,
  type KeyKind,
  parseVerifierKey,
  type VerifierKey,
} from '../../core/audit/verifier-key.ts';
import { createWitnessApp } from '../../ingress/witness/witness-app.ts';
import { readPort } from './flags.ts';
import { tellProblem, wantsJson } from './tell-problem.ts';

const USAGE = `Usage: countersign witness --state DIRECTORY --log VKEY [--log VKEY] [--name NAME] [--host ADDRESS] [--port PORT] [--ml-dsa] [--json]

Cosigns the checkpoints of the logs it is told to follow, after checking that each extends the one before
(c2sp.org/tlog-witness). Run it as another user or on another host than the gateway.

Example: countersign witness --state /var/lib/witness --log "$(cat ~/.local/state/countersign/keys/log.vkey)"
`;

const KEYS: { readonly [file: string]: { readonly kind: KeyKind; readonly algorithm: 'ed25519' | 'ml-dsa-44' } } = {
  'witness.pem': { kind: 'ed25519-cosignature', algorithm: 'ed25519' },
  'witness-ml-dsa.pem': { kind: 'ml-dsa-44-cosignature', algorithm: 'ml-dsa-44' },
};

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      log: { type: 'string', multiple: true },
      name: { type: 'string', default: 'countersign.witness' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '7392' },
      'ml-dsa': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.json && !values.help && (values.state === undefined || values.log === undefined)) {
    const message = 'witness: found no --state or no --log, want both';
    return tellProblem({ message, remedies: ['See `countersign witness -- --help`.'] }, { json: true, exitCode: 2 });
  }
  if (values.help || values.state === undefined || values.log === undefined) {
    process[values.help ? 'stdout' : 'stderr'].write(USAGE);
    return values.help ? 0 : 2;
  }
  const state = resolve(values.state);
  makeFolder(state, 0o700);
  const cosigners = openCosigners(state, values.name, values['ml-dsa']);
  const store = openSqliteWitnessStore(join(state, 'witness.db'));
  const witness: Witness = {
    logs: readLogs(values.log),
    cosigners,
    store,
    verify: createSignatureVerifier(),
    merkle: merkleHash(sha256),
    nowMs: () => openSystemClock().nowMs(),
  };
  const app = createWitnessApp({
    cosignCheckpoint: (body) => cosignCheckpoint(body, witness),
    showCheckpoint: (originHash) => showWitnessedCheckpoint(originHash, { store, hash: sha256 }),
  });
  const keys = cosigners.map(({ key }) => formatVerifierKey(key));
  writeDurably(join(state, 'witness.vkey'), `${keys.join('\n')}\n`, { mode: 0o644 });
  await untilSignal(app, { host: values.host, port: readPort(values.port), keys, json: values.json });
  await store.close();
  return 0;
}

function openCosigners(state: string, name: string, withMlDsa: boolean): readonly NoteSigner[] {
  const files = Object.entries(KEYS).filter(([, { algorithm }]) => algorithm === 'ed25519' || withMlDsa);
  return files.map(([file, { kind, algorithm }]) => {
    const path = join(state, file);
    if (!existsSync(path)) writeDurably(path, generateSigningKey(algorithm).exportPem());
    const signing = importSigningKey(readFileSync(path, 'utf8'));
    if (!signing.ok) throw new Error(`read ${path}: ${signing.failure}`);
    const key = createVerifierKey({ name, kind, publicKey: signing.value.publicKey }, sha256);
    if (!key.ok) throw new Error(key.failure);
    return { key: key.value, sign: signing.value.sign };
  });
}

/** A log is followed under the name of its key; several keys of one name are one log's. */
function readLogs(texts: readonly string[]): ReadonlyMap<string, readonly VerifierKey[]> {
  const logs = new Map<string, VerifierKey[]>();
  for (const text of texts.flatMap((lines) => lines.split('\n')).filter((line) => line.trim() !== '')) {
    const key = parseVerifierKey(text.trim(), sha256);
    if (!key.ok) throw new Error(`read --log: ${key.failure}`);
    logs.set(key.value.name, [...(logs.get(key.value.name) ?? []), key.value]);
  }
  return logs;
}

function untilSignal(
  app: ReturnType<typeof createWitnessApp>,
  {
    host,
    port,
    keys,
    json,
  }: { readonly host: string; readonly port: number; readonly keys: readonly string[]; readonly json: boolean },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) => {
      const at = `http://${host}:${address.port}/`;
      const said = `witness at ${at}\n${keys.map((key) => `  key ${key}\n`).join('')}`;
      process.stdout.write(json ? `${JSON.stringify({ address: at, keys })}\n` : said);
    });
    server.on('error', reject);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => resolve()));
  });
}

run(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    const problem = error instanceof Error ? error : { message: String(error) };
    process.exit(tellProblem(problem, { json: wantsJson(process.argv.slice(2)), exitCode: 50 }));
  },
);
