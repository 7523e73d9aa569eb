import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { SessionRecord } from '../session-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleSession } from './sample-records.ts';
import { write } from './write-batch.ts';

const save = (changes: Partial<SessionRecord>): StateChange => ({
  kind: 'session.save',
  session: sampleSession(changes),
});

/** The contract of `SessionStore` and of saving sessions, as tests that every implementation must pass. */
export function describeSessionStore(name: string, open: OpenFunction): void {
  void describe(`${name}: session store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was saved last', async (stores) => {
      const first = sampleSession({ workspace: '/home/o/\u00e9 \u{1f600}"' });
      const second = sampleSession({
        principal: 'agent:other',
        workspace: '/elsewhere',
        startedAtMs: Number.MAX_SAFE_INTEGER,
        endedAtMs: Number.MAX_SAFE_INTEGER,
        consecutiveDenials: 3,
        recentDigests: ['a', '', 'b\0"'],
        denied: [{ tool: 'builtin:x Bash', class: 'file.delete', kind: 'path', value: '/a b\0"' }],
      });
      assert.equal(await stores.sessions.find(first.id), null);
      await write(stores, { kind: 'session.save', session: first });
      assert.deepEqual(await stores.sessions.find(first.id), first);
      await write(stores, { kind: 'session.save', session: second });
      assert.deepEqual(await stores.sessions.find(first.id), second);
      await write(stores, save({ consecutiveDenials: 1 }), save({ consecutiveDenials: 2 }));
      assert.deepEqual(await stores.sessions.find(first.id), sampleSession({ consecutiveDenials: 2 }));
    });

    contract('lists what has not ended, newest first by the order of first writing', async (stores) => {
      const list = async (limit: number): Promise<readonly string[]> =>
        (await stores.sessions.listOpen(limit)).map(({ id }) => id);
      assert.deepEqual(await list(1_000), []);
      const ids = ['m', 'z', 'a', 'b'];
      await write(stores, ...ids.map((id, place) => save({ id, startedAtMs: NOW_MS - place })));
      assert.deepEqual(await list(1_000), ['b', 'a', 'z', 'm']);
      await write(stores, save({ id: 'm', consecutiveDenials: 2 }), save({ id: 'a', endedAtMs: NOW_MS }));
      assert.deepEqual(await list(1_000), ['b', 'z', 'm']);
      assert.deepEqual(await list(2), ['b', 'z']);
      await write(stores, save({ id: 'a' }));
      assert.deepEqual(await list(1_000), ['b', 'a', 'z', 'm']);
      for (const limit of [0, 1_001, 0.1, Number.NaN]) await assertRefused(list(limit));
    });

    contract('tells identifiers apart by code unit', async (stores) => {
      for (const id of DISTINCT_IDENTIFIERS) {
        assert.equal(await stores.sessions.find(id), null);
        await write(stores, save({ id }));
      }
      for (const id of DISTINCT_IDENTIFIERS) assert.deepEqual(await stores.sessions.find(id), sampleSession({ id }));
      assert.equal((await stores.sessions.listOpen(1_000)).length, DISTINCT_IDENTIFIERS.length);
      assert.equal(await stores.sessions.find('\ud800'), null);
    });

    contract('keeps sessions and their order when it is opened again', async (stores, t) => {
      await write(stores, save({ id: 'b' }), save({ id: 'a' }), save({ id: 'b', recentDigests: ['x'] }));
      await whenReopened({ stores, t }, async ({ sessions }) => {
        assert.deepEqual(await sessions.listOpen(10), [
          sampleSession({ id: 'a' }),
          sampleSession({ id: 'b', recentDigests: ['x'] }),
        ]);
      });
    });
  });
}
