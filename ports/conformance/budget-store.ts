import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { ReservationRecord } from '../budget-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { sampleReservation } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const hold = (changes: Partial<ReservationRecord> = {}, warned: readonly string[] = []): StateChange => ({
  kind: 'budget.hold',
  reservation: sampleReservation(changes),
  warned,
});

const settle = (id: string, tokens = 1): StateChange => ({
  kind: 'budget.settle',
  id,
  used: { tokens, costMicros: 2 },
});

/** The contract of `BudgetStore` and of the changes that write budgets, for every implementation. */
export function describeBudgetStore(name: string, open: OpenFunction): void {
  void describe(`${name}: budget store`, () => {
    const contract = contractsOn(open);

    contract('keeps what is held until it is settled, also when it is opened again', async (stores, t) => {
      await write(stores, hold({ id: 'b' }), hold({ id: 'a' }));
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await reopened.budgets.listOpen(10), [
          sampleReservation({ id: 'b' }),
          sampleReservation({ id: 'a' }),
        ]);
        assert.deepEqual(await reopened.budgets.listOpen(1), [sampleReservation({ id: 'b' })]);
      });
    });

    contract('books on every budget that it was held of, once', async (stores) => {
      await write(stores, hold({ id: 'a', scopes: ['one', 'two'] }), hold({ id: 'b', scopes: ['two'] }));
      assert.equal(await stores.budgets.find('one'), null);
      await write(stores, settle('a', 5), settle('b', 7));
      await assertConflict(stores, settle('a'), 'reservation-settled');
      await assertConflict(stores, settle('never'), 'reservation-settled');
      const used = async (scope: string): Promise<unknown> => (await stores.budgets.find(scope))?.used;
      assert.deepEqual(await used('one'), { tokens: 5, costMicros: 2 });
      assert.deepEqual(await used('two'), { tokens: 12, costMicros: 4 });
      assert.deepEqual(await stores.budgets.listOpen(10), []);
    });

    contract('refuses a reservation that is open, and takes one that was settled', async (stores) => {
      await write(stores, hold({ id: 'a' }));
      await assertConflict(stores, hold({ id: 'a' }), 'reservation-exists');
      await write(stores, settle('a'));
      await write(stores, hold({ id: 'a' }));
    });

    contract('remembers what was said of budgets until a limit is set or they begin anew', async (stores) => {
      const warned = async (): Promise<boolean | undefined> => (await stores.budgets.find('day'))?.warned;
      await write(stores, hold({ id: 'a' }, ['day']));
      assert.equal(await warned(), true);
      await write(stores, { kind: 'budget.limit', scope: 'day', limit: { tokens: 3, costMicros: 4 } });
      assert.equal(await warned(), false);
      await write(stores, hold({ id: 'b' }, ['day']));
      await write(stores, { kind: 'budget.reset', scope: 'day' });
      assert.deepEqual(await stores.budgets.find('day'), {
        scope: 'day',
        used: { tokens: 0, costMicros: 0 },
        limit: { tokens: 3, costMicros: 4 },
        warned: false,
      });
      await write(stores, { kind: 'budget.limit', scope: 'day', limit: null });
      assert.equal((await stores.budgets.find('day'))?.limit, null);
    });

    contract('lists page by page in the order of first writing', async (stores) => {
      for (const scope of ['m', 'z', 'a']) await write(stores, { kind: 'budget.reset', scope });
      await write(stores, { kind: 'budget.limit', scope: 'm', limit: null });
      const list = async (after: string | null, limit = 10): Promise<string> =>
        (await stores.budgets.list({ after, limit })).map(({ scope }) => scope).join('');
      assert.equal(await list(null), 'mza');
      assert.equal(await list(null, 2), 'mz');
      assert.equal(await list('z'), 'a');
      assert.equal(await list('nobody'), '');
      for (const limit of [0, 1_001, 0.5]) {
        await assertRefused(list(null, limit));
        await assertRefused(stores.budgets.listOpen(limit));
      }
    });

    contract('tells names apart by code unit, and finds nothing for what is no Unicode', async (stores) => {
      for (const scope of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.budgets.find(scope), null);
        await write(stores, hold({ id: scope, scopes: [scope] }), settle(scope));
      }
      for (const scope of DISTINCT_IDENTIFIERS) assert.equal((await stores.budgets.find(scope))?.used.tokens, 1);
      assert.equal(await stores.budgets.find('\ud800'), null);
    });
  });
}
