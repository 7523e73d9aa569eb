import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStores } from '../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemClock } from '../adapters/system/system-clock.ts';
import { AGENT, NO_WAIT, openTestGateway, propose } from '../test/harness/test-gateway.ts';
import { type BenchLine, percentile, sorted, timeEach } from './measure.ts';

const COUNT = 30_000;
const IN_FLIGHT = 64;

/** Durable decisions through the whole flow on SQLite, beside a bare write and fsync of as many bytes on the same disk. */
export async function benchDurable(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  try {
    const floor = await fsyncFloor(join(folder, 'floor'));
    const stores = openSqliteStores({ path: join(folder, 'bench.db') });
    const clock = Object.assign(openSystemClock(), { advance: async () => undefined, set: () => undefined });
    const { gateway } = await openTestGateway({ stores, clock });
    const samples: number[] = [];
    let next = 0;
    const worker = async (session: string, until: number): Promise<void> => {
      while (next < until) {
        next += 1;
        const startNs = process.hrtime.bigint();
        const proposal = propose('Read', { file_path: `/project/app/${next}.md` }, { session, callId: randomCallId() });
        await gateway.authorize(AGENT, proposal, NO_WAIT);
        samples.push(Number(process.hrtime.bigint() - startNs) / 1_000);
      }
    };
    const run = (until: number): Promise<unknown> =>
      Promise.all(Array.from({ length: IN_FLIGHT }, (_, index) => worker(`s${index}`, until)));
    await run(5_000);
    samples.length = 0;
    const startMs = performance.now();
    await run(5_000 + COUNT);
    const perSecond = (COUNT / (performance.now() - startMs)) * 1_000;
    const times = sorted(samples);
    await stores.close();
    return [
      {
        name: `durable decisions, ${IN_FLIGHT} in flight`,
        value: perSecond,
        unit: '/s',
        target: { kind: 'at-least', value: 10_000 },
        floor: { name: 'bare fsync', value: 1_000_000 / floor, unit: '/s' },
      },
      {
        name: `durable decisions, ${IN_FLIGHT} in flight, p50`,
        value: percentile(times, 50) / 1_000,
        unit: 'ms',
        target: { kind: 'at-most', value: 10 },
        floor: { name: 'bare fsync', value: floor / 1_000, unit: 'ms' },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Agents name their calls at random, which costs the store more than names in a row. */
function randomCallId(): string {
  return `toolu_01${randomBytes(11).toString('hex')}`;
}

async function fsyncFloor(path: string): Promise<number> {
  const file = openSync(path, 'w');
  const block = new Uint8Array(4_096);
  const samples = await timeEach(300, () => {
    writeSync(file, block);
    fsyncSync(file);
  });
  closeSync(file);
  return percentile(samples, 50);
}
