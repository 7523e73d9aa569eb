import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { COMPENSATION_STATES } from '../../core/compensation/compensation.ts';
import type { CompensationRecord } from '../compensation-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleCompensation } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

const register = (changes: Partial<CompensationRecord>): StateChange => ({
  kind: 'compensation.register',
  record: sampleCompensation(changes),
});

const COMPLETE = sampleCompensation({
  logIndex: Number.MAX_SAFE_INTEGER,
  registeredAtMs: -1,
  state: 'failed',
  ranAs: 'inverse-1',
});

/** The contract of `CompensationStore` and of the changes that write compensations, for every implementation. */
export function describeCompensationStore(name: string, open: OpenFunction): void {
  void describe(`${name}: compensation store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was registered, also when it is opened again', async (stores, t) => {
      assert.equal(await stores.compensations.find(COMPLETE.action), null);
      await write(stores, { kind: 'compensation.register', record: COMPLETE });
      assert.deepEqual(await stores.compensations.find(COMPLETE.action), COMPLETE);
      assert.deepEqual(await stores.compensations.findByRun('inverse-1'), COMPLETE);
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await reopened.compensations.find(COMPLETE.action), COMPLETE);
      });
    });

    contract('replaces what did not run, and keeps its place', async (stores) => {
      await write(stores, register({ action: 'a' }), register({ action: 'b' }));
      for (const state of COMPENSATION_STATES) {
        await write(stores, register({ action: 'a', state, logIndex: 9 }));
        const found = await stores.compensations.list({ session: null, after: null, limit: 10 });
        assert.deepEqual(
          found.map(({ action, state: now }) => `${action} ${now}`),
          [`a ${state}`, 'b registered'],
        );
        if (state !== 'running' && state !== 'done') continue;
        await assertConflict(stores, register({ action: 'a' }), 'compensation-state');
        const back = { kind: 'compensation.step', action: 'a', from: [state], to: 'failed', ranAs: null } as const;
        await write(stores, back);
      }
    });

    contract('lists those that stand so, oldest first, and no more than asked for', async (stores) => {
      for (const [action, state] of [
        ['a', 'failed'],
        ['b', 'running'],
        ['c', 'unknown'],
        ['d', 'running'],
      ] as const)
        await write(stores, register({ action, state }));
      const listed = async (...[state, limit]: Parameters<typeof stores.compensations.listByState>) =>
        (await stores.compensations.listByState(state, limit)).map(({ action }) => action);
      assert.deepEqual(await listed('running', 10), ['b', 'd']);
      assert.deepEqual(await listed('running', 1), ['b']);
      assert.deepEqual(await listed('done', 10), []);
      await write(stores, { kind: 'compensation.step', action: 'b', from: ['running'], to: 'unknown', ranAs: null });
      assert.deepEqual(await listed('unknown', 10), ['b', 'c']);
    });

    contract('takes a step only from the states named', async (stores) => {
      await write(stores, register({ action: 'a' }));
      const step = { kind: 'compensation.step', action: 'a', to: 'running', ranAs: 'run' } as const;
      await assertConflict(stores, { ...step, from: [] }, 'compensation-state');
      await assertConflict(stores, { ...step, from: ['running', 'done'] }, 'compensation-state');
      await assertConflict(stores, { ...step, action: 'b', from: [...COMPENSATION_STATES] }, 'compensation-state');
      await write(stores, { ...step, from: ['failed', 'registered'] });
      const running = sampleCompensation({ action: 'a', state: 'running', ranAs: 'run' });
      assert.deepEqual(await stores.compensations.find('a'), running);
      assert.deepEqual(await stores.compensations.findByRun('run'), running);
    });

    contract('finds the newest of several that became one action', async (stores) => {
      await write(stores, register({ action: 'z', ranAs: 'run' }), register({ action: 'a', ranAs: 'run' }));
      assert.equal((await stores.compensations.findByRun('run'))?.action, 'a');
      assert.equal(await stores.compensations.findByRun('other'), null);
    });

    contract('lists page by page, of one session or of all, in the order of first writing', async (stores) => {
      const actions = ['m', 'z', 'a', 'b'];
      await write(
        stores,
        ...actions.map((action, place) =>
          register({ action, registeredAtMs: NOW_MS - place, session: place % 2 === 0 ? 's' : 't' }),
        ),
      );
      const list = async (session: string | null, after: string | null, limit = 10): Promise<string> =>
        (await stores.compensations.list({ session, after, limit })).map(({ action }) => action).join('');
      assert.equal(await list(null, null), 'mzab');
      assert.equal(await list(null, null, 3), 'mza');
      assert.equal(await list(null, 'z'), 'ab');
      assert.equal(await list('s', null), 'ma');
      assert.equal(await list('t', 'm'), 'zb');
      assert.equal(await list('s', 'a'), '');
      assert.equal(await list('s', 'nobody'), '');
      assert.equal(await list('nobody', null), '');
      for (const limit of [0, 1_001, 0.5]) await assertRefused(list(null, null, limit));
    });

    contract('tells identifiers apart by code unit, and finds nothing for what is no Unicode', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.compensations.find(id), null);
        await write(stores, register({ action: id, ranAs: id, session: id }));
      }
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal((await stores.compensations.find(id))?.action, id);
        assert.equal((await stores.compensations.findByRun(id))?.action, id);
        const [only, ...rest] = await stores.compensations.list({ session: id, after: null, limit: 10 });
        assert.deepEqual([only?.action, rest], [id, []]);
      }
      await write(stores, register({ action: '\ufffd', ranAs: '\ufffd', session: '\ufffd' }));
      for (const id of ['\ud800', '\udfff\ud800']) {
        assert.equal(await stores.compensations.find(id), null);
        assert.equal(await stores.compensations.findByRun(id), null);
        assert.deepEqual(await stores.compensations.list({ session: id, after: null, limit: 10 }), []);
      }
    });
  });
}
