import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from '../adapters/node-crypto/hash.ts';
import { importSigningKey } from '../adapters/node-crypto/keys.ts';
import { openSqliteStores } from '../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemClock } from '../adapters/system/system-clock.ts';
import { createVerifierKey } from '../core/audit/verifier-key.ts';
import { makeDirectories, removeDirectories, startDaemon } from '../test/harness/daemon.ts';
import { AGENT, NO_WAIT, openTestGateway, propose } from '../test/harness/test-gateway.ts';
import type { BenchLine } from './measure.ts';

const ENTRIES = 100_000;
const IN_FLIGHT = 256;

/** Fills the log of a fresh installation with real decisions, through the flow, signed with its own key. */
async function fillLog(state: string): Promise<void> {
  const stores = openSqliteStores({ path: join(state, 'countersign.db') });
  const key = importSigningKey(readFileSync(join(state, 'keys/log.pem'), 'utf8'));
  const origin = readFileSync(join(state, 'keys/log.origin'), 'utf8').trim();
  if (!key.ok) throw new Error(key.failure);
  const verifier = createVerifierKey({ name: origin, kind: 'ed25519', publicKey: key.value.publicKey }, sha256);
  if (!verifier.ok) throw new Error(verifier.failure);
  const clock = Object.assign(openSystemClock(), { advance: async () => undefined, set: () => undefined });
  const logSigner = { origin, signers: [{ key: verifier.value, sign: key.value.sign }] } as const;
  const { gateway, close } = await openTestGateway({ stores, clock, ports: { logSigner } });
  let left = ENTRIES - gateway.health().log.size;
  const worker = async (session: string): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { action } = await gateway.authorize(
        AGENT,
        propose('Read', { file_path: `/work/app/${left}.md` }, { session }),
        NO_WAIT,
      );
      if (left <= 0) break;
      left -= 1;
      await gateway.reportOutcome(AGENT, {
        by: { actionId: action.id },
        result: 'completed',
        error: null,
        durationMs: 1,
        response: null,
      });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, index) => worker(`s${index}`)));
  await close();
  await stores.close();
}

/** A log of 100,000 entries: how fast the gateway starts on it, and how fast it is verified offline by the command line. */
export async function benchLargeLog(): Promise<readonly BenchLine[]> {
  const directories = makeDirectories();
  try {
    const first = await startDaemon(directories);
    await first.stop();
    await fillLog(directories.state);
    const bareMs = timeMs(() => spawnSync(process.execPath, ['-e', '']));
    const startMs = performance.now();
    const daemon = await startDaemon(directories);
    const startedMs = performance.now() - startMs;
    await daemon.stop();
    const verifyMs = timeMs(() => {
      const run = spawnSync(process.execPath, [resolve('dist/apps/cli/main.js'), 'log', 'verify', '--json'], {
        env: { ...process.env, COUNTERSIGN_STATE: directories.state, COUNTERSIGN_CONFIG: directories.config },
      });
      if (run.status !== 0) throw new Error(`log verify ended with ${run.status}: ${run.stderr.toString()}`);
    });
    const floor = { name: 'bare node', value: bareMs / 1_000, unit: 's' };
    return [
      {
        name: `start on ${ENTRIES.toLocaleString('en-US')} entries`,
        value: startedMs / 1_000,
        unit: 's',
        target: { kind: 'at-most', value: 1 },
        floor,
      },
      {
        name: `verify ${ENTRIES.toLocaleString('en-US')} entries`,
        value: verifyMs / 1_000,
        unit: 's',
        target: { kind: 'at-most', value: 10 },
        floor,
      },
    ];
  } finally {
    removeDirectories(directories);
  }
}

function timeMs(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
