import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Stores } from '../../ports/stores.ts';
import { openTestGateway, type TestGateway } from '../../test/harness/test-gateway.ts';
import { EventHub, type GatewayEvent } from '../event-hub.ts';
import { LeaseBook } from '../lease/lease-book.ts';
import { LogSequencer } from '../log/log-sequencer.ts';
import { openLog } from '../log/open-log.ts';
import type { BudgetHolder } from './budget-account.ts';
import { BudgetDesk } from './budget-desk.ts';
import { type BudgetSettings, usualBudgets } from './budget-scopes.ts';

const HOLDER: BudgetHolder = { principal: 'agent:test', session: 's1', task: 'run-1' };

const SMALL: BudgetSettings = {
  timeZone: 'Europe/Berlin',
  day: { tokens: 1_000, costMicros: 1_000_000 },
  task: { tokens: 500, costMicros: 500_000 },
  principal: { tokens: 800, costMicros: 1_000_000 },
};

type Bench = { readonly desk: BudgetDesk; readonly test: TestGateway; readonly seen: GatewayEvent[] };

/** A desk over the stores of a test gateway, which itself is closed: the log has one writer. */
async function openBench(settings: BudgetSettings = SMALL, before?: TestGateway): Promise<Bench> {
  const harness = before ?? (await openTestGateway());
  if (before === undefined) await harness.close();
  const { ports } = harness;
  const opened = await openLog({ ...ports, ledger: ports.stores.ledger });
  const sequencer = new LogSequencer({ ...ports, ledger: ports.stores.ledger }, opened.frontier, () => undefined);
  const events = new EventHub();
  const seen: GatewayEvent[] = [];
  events.subscribe((event) => seen.push(event));
  const desk = new BudgetDesk({ ports, sequencer, events, leases: new LeaseBook(), settings });
  await desk.recover();
  return { desk, test: harness, seen };
}

async function usedOf(stores: Stores, scope: string): Promise<number> {
  return (await stores.budgets.find(scope))?.used.tokens ?? 0;
}

const spend = (tokens: number) => ({ tokens, costMicros: 0 });

describe('A budget', () => {
  test('is held when it is reserved and used when it is settled', async () => {
    const { desk } = await openBench();
    const held = await desk.reserve(HOLDER, { tokens: 100, costMicros: 200 });
    assert.ok(held.ok);
    const [task] = await desk.read(HOLDER);
    assert.deepEqual(task, {
      scope: 'task run-1',
      limit: SMALL.task,
      used: spend(0),
      held: { tokens: 100, costMicros: 200 },
    });
    await desk.settle(held.id, { tokens: 40, costMicros: 50 });
    const after = await desk.read(HOLDER);
    assert.deepEqual(
      after.map(({ used, held: still }) => [used.tokens, used.costMicros, still.tokens]),
      [
        [40, 50, 0],
        [40, 50, 0],
        [40, 50, 0],
      ],
    );
  });

  test('lets exactly what is left through, and names the scope that has not enough', async () => {
    const { desk } = await openBench();
    assert.ok((await desk.reserve(HOLDER, spend(499))).ok);
    assert.deepEqual(await desk.reserve(HOLDER, spend(2)), {
      ok: false,
      exhausted: 'task run-1',
      left: { tokens: 1, costMicros: 500_000 },
    });
    assert.ok((await desk.reserve(HOLDER, spend(1))).ok);
    const refused = await desk.reserve({ ...HOLDER, task: 'run-2' }, spend(301));
    assert.equal(!refused.ok && refused.exhausted, 'principal agent:test 2026-09-21');
    const other = await desk.reserve({ ...HOLDER, principal: 'agent:other', task: 'run-3' }, spend(501));
    assert.equal(!other.ok && other.exhausted, 'task run-3');
  });

  test('refuses amounts that are no whole numbers', async () => {
    const { desk } = await openBench();
    for (const tokens of [-1, 0.5, Number.NaN, 2 ** 53])
      await assert.rejects(desk.reserve(HOLDER, spend(tokens)), { code: 'input.invalid' });
  });

  test('is settled once', async () => {
    const {
      desk,
      test: { stores },
    } = await openBench();
    const held = await desk.reserve(HOLDER, spend(100));
    assert.ok(held.ok);
    await Promise.all([desk.settle(held.id, spend(60)), desk.settle(held.id, spend(60))]);
    await desk.settle(held.id, spend(60));
    await desk.settle('unknown', spend(60));
    assert.equal(await usedOf(stores, 'task run-1'), 60);
    assert.equal((await desk.read(HOLDER))[0]?.used.tokens, 60);
  });

  test('is overdrawn and closed when more was used than reserved', async () => {
    const { desk } = await openBench();
    const held = await desk.reserve(HOLDER, spend(100));
    assert.ok(held.ok);
    await desk.settle(held.id, spend(700));
    assert.equal((await desk.reserve(HOLDER, spend(1))).ok, false);
    assert.equal((await desk.reserve({ ...HOLDER, task: 'other' }, spend(100))).ok, true);
  });

  test('says once that 80 % is used, and when all is', async () => {
    const { desk, seen } = await openBench();
    const states = (): readonly string[] =>
      seen.flatMap((event) => (event.kind === 'budget' ? [`${event.state} ${event.scope}`] : []));
    const first = await desk.reserve(HOLDER, spend(399));
    assert.ok(first.ok && first.warnings.length === 0);
    const second = await desk.reserve(HOLDER, spend(1));
    assert.deepEqual(second.ok && second.warnings, ['task run-1']);
    const third = await desk.reserve(HOLDER, spend(1));
    assert.deepEqual(third.ok && third.warnings, []);
    await desk.settle(first.id, spend(499));
    assert.deepEqual(states(), ['warning task run-1']);
    if (second.ok) await desk.settle(second.id, spend(1));
    assert.deepEqual(states(), ['warning task run-1', 'exhausted task run-1']);
  });

  test('begins anew with the day of the operator, also when clocks are put back', async () => {
    const {
      desk,
      test: { clock },
    } = await openBench();
    // 25 October 2026, Berlin: the day has 25 hours, and ends at 23:00 UTC.
    clock.set(Date.UTC(2026, 9, 25, 22, 59, 59, 999));
    assert.ok((await desk.reserve(HOLDER, spend(500))).ok);
    const scopes = async (): Promise<readonly string[]> => (await desk.read(HOLDER)).map(({ scope }) => scope);
    assert.deepEqual(await scopes(), ['task run-1', 'principal agent:test 2026-10-25', 'day 2026-10-25']);
    clock.set(Date.UTC(2026, 9, 25, 23, 0, 0, 0));
    assert.deepEqual(await scopes(), ['task run-1', 'principal agent:test 2026-10-26', 'day 2026-10-26']);
    assert.ok((await desk.reserve({ ...HOLDER, task: 'run-2' }, spend(500))).ok);
  });

  test('settles what was reserved yesterday on yesterday', async () => {
    const {
      desk,
      test: { clock, stores },
    } = await openBench();
    clock.set(Date.UTC(2026, 9, 1, 21, 59));
    const held = await desk.reserve(HOLDER, spend(10));
    clock.set(Date.UTC(2026, 9, 1, 22, 1));
    assert.ok(held.ok);
    await desk.settle(held.id, spend(10));
    assert.equal(await usedOf(stores, 'day 2026-10-01'), 10);
    assert.equal(await usedOf(stores, 'day 2026-10-02'), 0);
  });
});

describe('A limit', () => {
  test('can be set for one budget, for a kind, and taken back', async () => {
    const { desk } = await openBench();
    const limitOf = async (): Promise<number | undefined> => (await desk.read(HOLDER))[0]?.limit.tokens;
    await desk.setLimit('human:ada', 'task', spend(90));
    assert.equal(await limitOf(), 90);
    await desk.setLimit('human:ada', 'task run-1', spend(70));
    assert.equal(await limitOf(), 70);
    await desk.setLimit('human:ada', 'task run-1', null);
    assert.equal(await limitOf(), 90);
    await desk.setLimit('human:ada', 'task', null);
    assert.equal(await limitOf(), 500);
    await desk.setLimit('human:ada', 'principal agent:test', spend(5));
    assert.equal((await desk.read(HOLDER))[1]?.limit.tokens, 5);
    await assert.rejects(desk.setLimit('human:ada', 'lease x', spend(5)), { code: 'input.invalid' });
  });

  test('outlives a restart, and so does what was used', async () => {
    const first = await openBench();
    await first.desk.setLimit('human:ada', 'day', spend(300));
    const held = await first.desk.reserve(HOLDER, spend(20));
    if (held.ok) await first.desk.settle(held.id, spend(20));
    const { desk } = await openBench(SMALL, first.test);
    const day = (await desk.read(HOLDER))[2];
    assert.deepEqual([day?.limit.tokens, day?.used.tokens], [300, 20]);
  });

  test('of a budget that was reset is whole again', async () => {
    const {
      desk,
      test: { stores },
    } = await openBench();
    const held = await desk.reserve(HOLDER, spend(500));
    if (held.ok) await desk.settle(held.id, spend(500));
    await desk.reset('human:ada', 'task run-1');
    assert.equal(await usedOf(stores, 'task run-1'), 0);
    assert.ok((await desk.reserve(HOLDER, spend(300))).ok);
  });
});

describe('A crash', () => {
  test('between reserving and settling books the reservation in full, once', async () => {
    const first = await openBench();
    const settled = await first.desk.reserve(HOLDER, spend(100));
    await first.desk.reserve(HOLDER, spend(200));
    if (settled.ok) await first.desk.settle(settled.id, spend(30));
    for (let restart = 0; restart < 3; restart++) {
      const {
        desk,
        test: { stores },
      } = await openBench(SMALL, first.test);
      const [task] = await desk.read(HOLDER);
      assert.deepEqual([task?.used.tokens, task?.held.tokens], [230, 0]);
      assert.equal(await usedOf(stores, 'day 2026-09-21'), 230);
    }
  });

  test('of the log leaves nothing held that could not be recorded', async () => {
    const {
      desk,
      test: { stores },
    } = await openBench();
    const { commit } = stores.ledger;
    Object.assign(stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
    await assert.rejects(desk.reserve(HOLDER, spend(450)), { code: 'log.unwritable' });
    Object.assign(stores.ledger, { commit });
    const held = await desk.reserve(HOLDER, spend(450));
    assert.deepEqual(held.ok && held.warnings, ['task run-1']);
    Object.assign(stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
    assert.ok(held.ok);
    await assert.rejects(desk.settle(held.id, spend(480)), { code: 'log.unwritable' });
    Object.assign(stores.ledger, { commit });
    assert.equal((await desk.read(HOLDER))[0]?.held.tokens, 450);
    await desk.settle(held.id, spend(480));
    assert.deepEqual((await desk.read(HOLDER))[0]?.used.tokens, 480);
  });
});

test('holds exactly with two hundred calls at once, whatever they reserve and use', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ reserve: fc.nat(40), use: fc.nat(40), task: fc.constantFrom('a', 'b', 'c') }), {
        minLength: 200,
        maxLength: 200,
      }),
      async (calls) => {
        const {
          desk,
          test: { stores },
        } = await openBench({ ...usualBudgets('UTC'), ...SMALL, timeZone: 'UTC' });
        let [used, open] = [0, 0];
        await Promise.all(
          calls.map(async ({ reserve, use, task }) => {
            const held = await desk.reserve({ ...HOLDER, task }, spend(reserve));
            if (!held.ok) return;
            open += reserve;
            assert.ok(used + open <= 800, 'more was reserved than the principal has');
            const spent = Math.min(use, reserve);
            await desk.settle(held.id, spend(spent));
            [used, open] = [used + spent, open - reserve];
          }),
        );
        const day = await usedOf(stores, 'day 2026-09-21');
        assert.equal(day, used);
        assert.ok(day <= 800);
        assert.deepEqual(await stores.budgets.listOpen(10), []);
      },
    ),
    { numRuns: 5 },
  );
});
