import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { LEASE_ENDS, LEASE_OUTCOMES, type LeaseRecord } from '../lease-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleLease } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const save = (changes: Partial<LeaseRecord> = {}): StateChange => ({ kind: 'lease.save', lease: sampleLease(changes) });

const END = { reason: 'revoked', by: 'human:ada', atMs: NOW_MS, outcome: 'failed' } as const;

const COMPLETE = sampleLease({
  session: null,
  parent: 'another',
  renewals: 3,
  heartbeat: true,
  attempt: 2,
  revocationIds: [],
  calls: 4,
});

/** The contract of `LeaseStore` and of the changes that write leases, for every implementation. */
export function describeLeaseStore(name: string, open: OpenFunction): void {
  void describe(`${name}: lease store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was saved, also when it is opened again', async (stores, t) => {
      assert.equal(await stores.leases.find(COMPLETE.id), null);
      await write(stores, { kind: 'lease.save', lease: COMPLETE });
      assert.deepEqual(await stores.leases.find(COMPLETE.id), COMPLETE);
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await reopened.leases.find(COMPLETE.id), COMPLETE);
      });
    });

    contract('keeps every way to end', async (stores) => {
      let version = 0;
      for (const reason of LEASE_ENDS) {
        for (const outcome of LEASE_OUTCOMES) {
          version += 1;
          const lease = sampleLease({ version, end: { ...END, reason, outcome } });
          await write(stores, { kind: 'lease.save', lease });
          assert.deepEqual(await stores.leases.find(lease.id), lease);
        }
      }
    });

    contract('takes only the next version', async (stores) => {
      await assertConflict(stores, save({ version: 2 }), 'lease-moved');
      await write(stores, save({ version: 1 }), save({ version: 2, end: END }));
      for (const version of [1, 2, 4]) await assertConflict(stores, save({ version }), 'lease-moved');
      assert.equal((await stores.leases.find(sampleLease().id))?.end?.reason, 'revoked');
    });

    contract('counts calls, which saving leaves alone', async (stores) => {
      const { id } = sampleLease();
      await write(stores, save(), { kind: 'lease.count', ids: [id, 'unknown'] });
      await write(stores, { kind: 'lease.count', ids: [id] }, { kind: 'lease.count', ids: [] });
      await write(stores, save({ version: 2, calls: 99 }));
      assert.equal((await stores.leases.find(id))?.calls, 2);
    });

    contract('lists those in force oldest first, and all newest first', async (stores) => {
      for (const id of ['m', 'z', 'a', 'b']) await write(stores, save({ id }));
      await write(stores, save({ id: 'z', version: 2, end: END }));
      const ids = (leases: readonly LeaseRecord[]): string => leases.map(({ id }) => id).join('');
      assert.equal(ids(await stores.leases.listLive(10)), 'mab');
      assert.equal(ids(await stores.leases.listLive(2)), 'ma');
      assert.equal(ids(await stores.leases.listNewest(10)), 'bazm');
      assert.equal(ids(await stores.leases.listNewest(3)), 'baz');
      for (const limit of [0, 1_001, 0.5]) {
        await assertRefused(stores.leases.listLive(limit));
        await assertRefused(stores.leases.listNewest(limit));
      }
    });

    contract('tells identifiers apart by code unit, and finds nothing for what is no Unicode', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.leases.find(id), null);
        await write(stores, save({ id, task: id }));
      }
      for (const id of DISTINCT_IDENTIFIERS) assert.equal((await stores.leases.find(id))?.task, id);
      assert.equal(await stores.leases.find('\ud800'), null);
    });
  });
}
