import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { StateChange } from '../state-change.ts';
import type { Stores } from '../stores.ts';
import type { WebSessionRecord } from '../web-session-store.ts';
import { assertRefused, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleWebSession } from './sample-records.ts';
import { write } from './write-batch.ts';

const save = (changes: Partial<WebSessionRecord> = {}): StateChange => ({
  kind: 'web-session.save',
  record: sampleWebSession(changes),
});

async function openIds({ webSessions }: Pick<Stores, 'webSessions'>, atMs: number, limit = 10): Promise<string> {
  return (await webSessions.listOpen(atMs, limit)).map(({ id }) => id).join(' ');
}

/** The contract of `WebSessionStore` and of the change that writes sessions, as tests that every implementation must pass. */
export function describeWebSessionStore(name: string, open: OpenFunction): void {
  void describe(`${name}: web session store`, () => {
    const contract = contractsOn(open);

    contract('gives back exactly what was written, ended and expired sessions too', async (stores) => {
      assert.equal(await stores.webSessions.find('aabbccddeeff'), null);
      await write(stores, save());
      const ended = { way: 'passkey', keyId: 'k', usedAtMs: NOW_MS + 1, endedAtMs: NOW_MS + 2 } as const;
      await write(stores, save(ended));
      assert.deepEqual(await stores.webSessions.find('aabbccddeeff'), sampleWebSession(ended));
    });

    contract('lists what is open at a moment, oldest first; what expires then has ended', async (stores) => {
      await write(
        stores,
        save({ id: 'c', expiresAtMs: NOW_MS + 10 }),
        save({ id: 'b', expiresAtMs: NOW_MS + 20 }),
        save({ id: 'a', endedAtMs: NOW_MS }),
      );
      assert.equal(await openIds(stores, NOW_MS), 'c b');
      assert.equal(await openIds(stores, NOW_MS + 10), 'b');
      assert.equal(await openIds(stores, NOW_MS, 1), 'c');
      for (const limit of [0, 1_001]) await assertRefused(stores.webSessions.listOpen(NOW_MS, limit));
    });

    contract('keeps sessions when it is opened again', async (stores, t) => {
      await write(stores, save());
      await whenReopened({ stores, t }, async (reopened) => {
        assert.deepEqual(await reopened.webSessions.listOpen(NOW_MS, 10), [sampleWebSession()]);
      });
    });
  });
}
