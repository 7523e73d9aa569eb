import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import type { UsageQuery } from '../usage-store.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { write } from './write-batch.ts';

const ALL: UsageQuery = { fromDay: 0, toDay: 1_000, principal: null, limit: 100 };
const USAGE = { input: 1, output: 20, cacheRead: 300, cacheWrite: 4_000 };

function used(day: number, principal: string, [provider, model]: readonly [string, string]): StateChange {
  return { kind: 'usage.add', day, principal, used: { provider, model, usage: USAGE, costMicros: 7 } };
}

/** The contract of `UsageStore` and of the change that writes usage, for every implementation. */
export function describeUsageStore(name: string, open: OpenFunction): void {
  void describe(`${name}: usage store`, () => {
    const contract = contractsOn(open);

    contract(
      'sums up the calls of a day by principal, provider and model, also when it is opened again',
      async (stores, t) => {
        await write(stores, used(5, 'agent:a', ['p', 'm']), used(5, 'agent:a', ['p', 'm']));
        await write(stores, used(5, 'agent:a', ['p', 'm']));
        const row = {
          ...{ day: 5, principal: 'agent:a', provider: 'p', model: 'm', calls: 3, costMicros: 21 },
          usage: { input: 3, output: 60, cacheRead: 900, cacheWrite: 12_000 },
        };
        assert.deepEqual(await stores.usage.list(ALL), [row]);
        await whenReopened({ stores, t }, async (reopened) => assert.deepEqual(await reopened.usage.list(ALL), [row]));
      },
    );

    contract('lists the newest day first, then by names byte by byte, and tells look-alikes apart', async (stores) => {
      const names = [
        [5, 'agent:b', 'p', 'm'],
        [5, 'agent:B', 'p', 'm'],
        [6, 'agent:b', 'p', 'n'],
        [6, 'agent:b', 'o', 'z'],
        [5, 'agent:\u00e9', 'p', 'm'],
      ] as const;
      for (const [day, principal, provider, model] of names)
        await write(stores, used(day, principal, [provider, model]));
      const listed = (await stores.usage.list(ALL)).map(
        (row) => `${row.day} ${row.principal} ${row.provider} ${row.model}`,
      );
      assert.deepEqual(listed, [
        '6 agent:b o z',
        '6 agent:b p n',
        '5 agent:B p m',
        '5 agent:b p m',
        '5 agent:\u00e9 p m',
      ]);
    });

    contract('lists some days, one principal, and no more than asked for', async (stores) => {
      for (const day of [4, 5, 6]) await write(stores, used(day, 'a', ['p', 'm']), used(day, 'b', ['p', 'm']));
      const days = await stores.usage.list({ ...ALL, fromDay: 5, toDay: 5 });
      assert.deepEqual(
        days.map(({ day, principal }) => [day, principal]),
        [
          [5, 'a'],
          [5, 'b'],
        ],
      );
      assert.equal((await stores.usage.list({ ...ALL, principal: 'b' })).length, 3);
      assert.equal((await stores.usage.list({ ...ALL, limit: 2 })).length, 2);
      for (const limit of [0, 1_001, 1.5]) await assertRefused(stores.usage.list({ ...ALL, limit }));
    });
  });
}
