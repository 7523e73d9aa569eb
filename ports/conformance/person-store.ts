import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { PersonRecord } from '../person-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, samplePerson } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const save = (changes: Partial<PersonRecord> = {}): StateChange => ({
  kind: 'person.save',
  record: samplePerson(changes),
});

const FULL: Partial<PersonRecord> = {
  principals: ['human:ada', 'human:ada-chat'],
  totp: { id: 't1', sealed: 'c2VhbGVk', enrolledAtMs: NOW_MS, lastCounter: 59_000_000 },
  failures: 2,
  lockedUntilMs: NOW_MS + 900_000,
  passkeyCounts: [{ keyId: '0123456789abcdef', count: 7 }],
  hasHadFactor: true,
  recoveryHash: 'ab'.repeat(32),
  delegations: [{ id: 'd1', from: 'human:ada', to: 'human:bob', fromMs: NOW_MS, untilMs: NOW_MS + 1 }],
  away: { fromMs: NOW_MS, untilMs: NOW_MS + 2 },
  roles: ['administrator', 'emergency'],
  revision: 2,
};

/** The contract of `PersonStore` and of the changes that write people, as tests that every implementation must pass. */
export function describePersonStore(name: string, open: OpenFunction): void {
  void describe(`${name}: person store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was written, in the order of first writing', async (stores) => {
      assert.deepEqual(await stores.people.list(), []);
      assert.equal(await stores.people.find('human:ada'), null);
      await write(stores, save(), save({ id: 'human:aaron' }), save(FULL));
      assert.deepEqual(await stores.people.list(), [samplePerson(FULL), samplePerson({ id: 'human:aaron' })]);
      assert.deepEqual(await stores.people.find('human:ada'), samplePerson(FULL));
    });

    contract('writes a revision only on top of the one before it', async (stores) => {
      await assertConflict(stores, save({ revision: 2 }), 'person-moved');
      await write(stores, save());
      await assertConflict(stores, save(), 'person-moved');
      await assertConflict(stores, save({ revision: 3 }), 'person-moved');
      assert.deepEqual(await stores.people.list(), [samplePerson()]);
    });

    contract('forgets a person, who is a new one when written again', async (stores) => {
      await write(stores, save(), save({ id: 'human:bob' }), { kind: 'person.forget', id: 'human:ada' });
      await write(stores, { kind: 'person.forget', id: 'human:nobody' });
      assert.equal(await stores.people.find('human:ada'), null);
      await write(stores, save());
      assert.deepEqual(
        (await stores.people.list()).map(({ id }) => id),
        ['human:bob', 'human:ada'],
      );
    });

    contract('tells ids apart by code unit', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.people.find(id), null);
        await write(stores, save({ id }));
        assert.deepEqual(await stores.people.find(id), samplePerson({ id }));
      }
    });

    contract('keeps people when it is opened again', async (stores, t) => {
      await write(stores, save(), save(FULL));
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await reopened.people.list(), [samplePerson(FULL)]);
      });
    });
  });
}
