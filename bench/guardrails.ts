import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey } from '../adapters/node-crypto/keys.ts';
import type { SignalKind } from '../core/incident/breakers.ts';
import { openBudgetBooks } from '../test/faults/open-budget-books.ts';
import { openTestGateway } from '../test/harness/test-gateway.ts';
import { type BenchLine, percentile, timeEach } from './measure.ts';

const RUNS = 100;
const TRIALS = 40;
const TRIGGERS: readonly (readonly [SignalKind, number])[] = [
  ['day-budget', 1],
  ['unknown-error', 1],
  ['task', 3],
];

/** From the trigger to everything held: the state in force and every one of a hundred runs told. The slowest of forty, in milliseconds. */
async function benchTrip(kind: SignalKind, count: number): Promise<number> {
  const samples: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const { guards, gateway, close } = await openTestGateway();
    let told = 0;
    for (let run = 0; run < RUNS; run++) {
      const order = { principal: 'agent:test', session: `s-${run}`, task: `t-${run}`, workspace: '/work/app' };
      const { lease } = await guards.leases.grant('human:operator', order);
      guards.leases.attach(lease.id, { kill: () => undefined, freeze: () => void (told += 1) });
    }
    for (let signal = 1; signal < count; signal++) guards.guardrails.signal({ kind, about: 'x', ok: false });
    const startNs = process.hrtime.bigint();
    guards.guardrails.signal({ kind, about: 'x', ok: false });
    const isHeld = gateway.currentEmergency().halt !== null && told === RUNS;
    samples.push(isHeld ? Number(process.hrtime.bigint() - startNs) / 1_000_000 : Number.POSITIVE_INFINITY);
    await close();
  }
  return Math.max(...samples);
}

/** Reserving and settling on disk, one after the other and two hundred at once. */
async function benchBudgets(): Promise<readonly BenchLine[]> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const { desk, stores } = await openBudgetBooks(
    join(directory, 'store.db'),
    generateSigningKey('ed25519').exportPem(),
  );
  const holder = { principal: 'agent:x', session: 's', task: 't' };
  const amount = { tokens: 1, costMicros: 1 };
  const call = async (): Promise<void> => {
    const held = await desk.reserve(holder, amount);
    if (held.ok) await desk.settle(held.id, amount);
  };
  const floor = await timeEach(200, () => desk.setLimit('human:x', 'task t', null));
  const alone = await timeEach(200, call);
  const together = await timeEach(10, () => Promise.all(Array.from({ length: 200 }, call)));
  await stores.close();
  rmSync(directory, { recursive: true });
  const commit = { name: 'one commit', value: percentile(floor, 50) / 1_000, unit: 'ms' };
  return [
    {
      name: 'reserve and settle a call',
      value: percentile(alone, 50) / 1_000,
      unit: 'ms',
      target: { kind: 'at-most', value: Math.max(5, 4 * commit.value) },
      floor: commit,
    },
    {
      name: 'reserve and settle 200 calls at once',
      value: percentile(together, 50) / 1_000,
      unit: 'ms',
      target: { kind: 'at-most', value: 200 },
      floor: commit,
    },
  ];
}

/** How fast the kill switch holds everything (model §7: 50 ms), beside one event told to a hundred listeners; and what budgets cost. */
export async function benchGuardrails(): Promise<readonly BenchLine[]> {
  const events = new EventEmitter().setMaxListeners(RUNS);
  for (let run = 0; run < RUNS; run++) events.on('stop', () => undefined);
  const floor = await timeEach(1_000, () => void events.emit('stop'));
  const lines: BenchLine[] = [];
  for (const [kind, count] of TRIGGERS) {
    lines.push({
      name: `${kind}: until 100 runs are held, slowest`,
      value: await benchTrip(kind, count),
      unit: 'ms',
      target: { kind: 'at-most', value: 50 },
      floor: { name: 'telling 100 listeners', value: percentile(floor, 50) / 1_000, unit: 'ms' },
    });
  }
  return [...lines, ...(await benchBudgets())];
}
