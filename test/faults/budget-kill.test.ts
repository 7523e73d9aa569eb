import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import type { Stores } from '../../ports/stores.ts';
import { openBudgetBooks } from './open-budget-books.ts';

const KILLS = 8;
const RESERVED = 10;
const USED = 7;

/** Four callers that reserve and settle for ever; says each id when it is held and when it is settled. */
const SPENDER = `
  const { openBudgetBooks } = await import(${JSON.stringify(new URL('./open-budget-books.ts', import.meta.url).href)});
  const { writeSync } = await import('node:fs');
  const { desk } = await openBudgetBooks(process.env.STORE, process.env.KEY);
  const holder = { principal: 'agent:x', session: 's', task: 'task' };
  for (let caller = 0; caller < 4; caller++) void (async () => {
    for (;;) {
      const held = await desk.reserve(holder, { tokens: ${RESERVED}, costMicros: 0 });
      writeSync(1, 'held ' + held.id + '\\n');
      await desk.settle(held.id, { tokens: ${USED}, costMicros: 0 });
      writeSync(1, 'settled ' + held.id + '\\n');
    }
  })();
`;

/** What a spender said before it was killed. */
async function spendUntilKilled(path: string, pem: string, workMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SPENDER], {
    env: { ...process.env, STORE: path, KEY: pem },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await once(child.stdout, 'data');
  const ended = once(child, 'close');
  await sleep(workMs);
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  return said.split('\n').slice(0, -1);
}

/** What the log says of every reservation: held, or settled, or booked in full after a crash. */
async function readBookings({ ledger }: Stores): Promise<ReadonlyMap<string, 'held' | 'settled' | 'recovered'>> {
  const bookings = new Map<string, 'held' | 'settled' | 'recovered'>();
  for (let fromIndex = 0; ; fromIndex += 10_000) {
    const entries = await ledger.readEntries({ fromIndex, limit: 10_000 });
    for (const { text } of entries) {
      const { type, data } = JSON.parse(text) as { type: string; data: { reservation: string; recovered?: boolean } };
      if (type === 'budget.reserved') bookings.set(data.reservation, 'held');
      if (type !== 'budget.settled') continue;
      assert.equal(bookings.get(data.reservation), 'held', 'settled twice, or never reserved');
      bookings.set(data.reservation, data.recovered === true ? 'recovered' : 'settled');
    }
    if (entries.length < 10_000) return bookings;
  }
}

test('a killed gateway neither loses what calls spent nor books it twice', { timeout: 300_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-budget-'));
  try {
    const path = join(directory, 'store.db');
    const pem = generateSigningKey('ed25519').exportPem();
    let recovered = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const said = await spendUntilKilled(path, pem, 5 + kill * 9);
      const { stores } = await openBudgetBooks(path, pem);
      const bookings = await readBookings(stores);
      for (const line of said) {
        const [word, id = ''] = line.split(' ');
        if (word === 'held') assert.ok(bookings.has(id), `${id} was told to be held, and is not on record`);
        if (word === 'settled') assert.equal(bookings.get(id), 'settled');
      }
      const count = (state: string): number => [...bookings.values()].filter((one) => one === state).length;
      recovered = count('recovered');
      assert.equal(count('held'), 0);
      assert.deepEqual(await stores.budgets.listOpen(10), []);
      const used = (await stores.budgets.find('task task'))?.used.tokens ?? 0;
      assert.equal(used, count('settled') * USED + recovered * RESERVED);
      await stores.close();
    }
    assert.ok(recovered > 0, 'no kill came between reserving and settling');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
