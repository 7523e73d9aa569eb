import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ACTION_STATUSES, type ActionRecord } from '../action-store.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, type Contract, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS, sampleAction } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

/**
 * The contract of `ActionStore` and of the changes that write actions, as tests that every implementation must pass.
 */
export function describeActionStore(name: string, open: OpenFunction): void {
  void describe(`${name}: action store`, () => {
    const contract = contractsOn(open);
    describeRecords(contract);
    describeConditions(contract);
    describeFinding(contract);
    describeSessions(contract);
    describeIdentifiers(contract);
  });
}

function create(changes: Partial<ActionRecord>): StateChange {
  return { kind: 'action.create', record: sampleAction(changes) };
}

const COMPLETE = sampleAction({
  idempotencyKey: 'key-1',
  callId: 'toolu_1',
  logIndex: Number.MAX_SAFE_INTEGER,
  status: 'awaiting-approval',
  createdAtMs: Number.MAX_SAFE_INTEGER,
  updatedAtMs: -1,
});

function describeRecords(contract: Contract): void {
  contract('gives back exactly what was written', async (stores) => {
    assert.equal(await stores.actions.find(COMPLETE.id), null);
    await write(stores, { kind: 'action.create', record: COMPLETE });
    assert.deepEqual(await stores.actions.find(COMPLETE.id), COMPLETE);
    assert.deepEqual(await stores.actions.findByIdempotencyKey(COMPLETE.principal, 'key-1'), COMPLETE);
    assert.deepEqual(await stores.actions.findByCallId(COMPLETE.session, 'toolu_1'), COMPLETE);
  });

  contract('keeps every status apart', async (stores) => {
    await write(stores, ...ACTION_STATUSES.map((status) => create({ id: status, status })));
    for (const status of ACTION_STATUSES) {
      assert.deepEqual(await stores.actions.listByStatus(status, { after: null, limit: 10 }), [
        sampleAction({ id: status, status }),
      ]);
    }
  });

  contract('keeps actions when it is opened again', async (stores, t) => {
    await write(stores, { kind: 'action.create', record: COMPLETE }, create({ id: 'other' }));
    await whenReopened({ stores, t }, async (reopened) => {
      assert.deepEqual(await reopened.actions.find(COMPLETE.id), COMPLETE);
      await assertConflict(reopened, create({ id: 'other' }), 'action-exists');
      await assertConflict(reopened, create({ id: 'x', idempotencyKey: 'key-1' }), 'idempotency-reused');
    });
  });
}

function describeConditions(contract: Contract): void {
  contract('creates an id once', async (stores) => {
    await write(stores, create({ idempotencyKey: 'key-1' }));
    await assertConflict(stores, create({ toolName: 'Read' }), 'action-exists');
    await assertConflict(stores, create({ idempotencyKey: 'key-1' }), 'action-exists');
    assert.deepEqual(await stores.actions.find(sampleAction().id), sampleAction({ idempotencyKey: 'key-1' }));
  });

  contract('takes an idempotency key once a principal', async (stores) => {
    await write(stores, create({ id: 'a', idempotencyKey: 'key-1' }));
    await assertConflict(stores, create({ id: 'b', idempotencyKey: 'key-1' }), 'idempotency-reused');
    await assertConflict(stores, create({ id: 'b', idempotencyKey: 'key-1', session: 'other' }), 'idempotency-reused');
    await write(stores, create({ id: 'b', idempotencyKey: 'key-1', principal: 'agent:other' }));
    assert.equal((await stores.actions.findByIdempotencyKey('agent:claude', 'key-1'))?.id, 'a');
    assert.equal((await stores.actions.findByIdempotencyKey('agent:other', 'key-1'))?.id, 'b');
    assert.equal(await stores.actions.findByIdempotencyKey('agent:nobody', 'key-1'), null);
  });

  contract('takes the empty key for a key and the missing one for none', async (stores) => {
    await write(stores, create({ id: 'a' }), create({ id: 'b' }), create({ id: 'c', idempotencyKey: '', callId: '' }));
    await assertConflict(stores, create({ id: 'd', idempotencyKey: '' }), 'idempotency-reused');
    assert.equal((await stores.actions.findByIdempotencyKey('agent:claude', ''))?.id, 'c');
    assert.equal((await stores.actions.findByCallId('session-1', ''))?.id, 'c');
    assert.equal((await stores.actions.find('a'))?.idempotencyKey, null);
    assert.equal((await stores.actions.find('c'))?.callId, '');
  });

  contract('moves an action only from the statuses named', async (stores) => {
    await write(stores, create({ status: 'awaiting-approval' }));
    const { id } = sampleAction();
    const move = { kind: 'action.transition', id, to: 'authorised', atMs: NOW_MS + 5 } as const;
    await assertConflict(stores, { ...move, from: [] }, 'action-state');
    await assertConflict(stores, { ...move, from: ['authorised', 'denied', 'deferred'] }, 'action-state');
    await assertConflict(stores, { ...move, id: 'unknown', from: [...ACTION_STATUSES] }, 'action-state');
    await write(stores, { ...move, from: ['deferred', 'awaiting-approval'] });
    const moved = sampleAction({ status: 'authorised', updatedAtMs: NOW_MS + 5 });
    assert.deepEqual(await stores.actions.find(id), moved);
    assert.deepEqual(await stores.actions.listByStatus('awaiting-approval', { after: null, limit: 10 }), []);
    assert.deepEqual(await stores.actions.listByStatus('authorised', { after: null, limit: 10 }), [moved]);
  });
}

function describeFinding(contract: Contract): void {
  contract('finds the newest action of a call by the order of writing', async (stores) => {
    await write(stores, create({ id: 'z', callId: 'call', createdAtMs: NOW_MS + 9 }));
    await write(stores, create({ id: 'a', callId: 'call', createdAtMs: NOW_MS - 9 }));
    await write(stores, create({ id: 'm', callId: 'call', session: 'other' }));
    assert.equal((await stores.actions.findByCallId('session-1', 'call'))?.id, 'a');
    assert.equal((await stores.actions.findByCallId('other', 'call'))?.id, 'm');
    assert.equal(await stores.actions.findByCallId('nobody', 'call'), null);
  });

  contract('tells pairs apart whose texts run together', async (stores) => {
    const pairs = [
      ['a', 'bc'],
      ['ab', 'c'],
      ['a\0', 'bc'],
      ['a', '\0bc'],
      ['a","', 'c'],
      ['a', '","c'],
      ['abc', ''],
      ['', 'abc'],
    ] as const;
    await write(
      stores,
      ...pairs.map(([first, second], place) =>
        create({ id: `${place}`, principal: first, idempotencyKey: second, session: first, callId: second }),
      ),
    );
    for (const [place, [first, second]] of pairs.entries()) {
      assert.equal((await stores.actions.findByIdempotencyKey(first, second))?.id, `${place}`);
      assert.equal((await stores.actions.findByCallId(first, second))?.id, `${place}`);
    }
  });

  contract('lists a status oldest first by the order of writing, up to the limit', async (stores) => {
    const ids = ['z', 'a', 'm', 'b'];
    await write(stores, ...ids.map((id, place) => create({ id, createdAtMs: NOW_MS - place })));
    await write(stores, { kind: 'action.transition', id: 'a', from: ['authorised'], to: 'failed', atMs: NOW_MS });
    await write(stores, { kind: 'action.transition', id: 'a', from: ['failed'], to: 'authorised', atMs: NOW_MS });
    const list = async (limit: number, after: string | null = null): Promise<readonly string[]> =>
      (await stores.actions.listByStatus('authorised', { after, limit })).map(({ id }) => id);
    assert.deepEqual(await list(1_000), ids);
    assert.deepEqual(await list(3), ids.slice(0, 3));
    assert.deepEqual(await list(2, 'z'), ['a', 'm']);
    await write(stores, { kind: 'action.transition', id: 'a', from: ['authorised'], to: 'failed', atMs: NOW_MS });
    assert.deepEqual(await list(9, 'a'), ['m', 'b']);
    assert.deepEqual(await list(9, 'b'), []);
    assert.deepEqual(await list(9, 'nobody'), []);
    for (const limit of [0, 1_001, 0.5, Number.NaN]) await assertRefused(list(limit));
  });
}

function describeSessions(contract: Contract): void {
  contract('lists the actions of a session page by page, the last written first', async (stores) => {
    const ids = ['z', 'a', 'm', 'b'];
    await write(stores, ...ids.map((id, place) => create({ id, createdAtMs: NOW_MS - place })));
    await write(stores, create({ id: 'other', session: 'other' }), create({ id: 'last' }));
    await write(stores, { kind: 'action.transition', id: 'a', from: ['authorised'], to: 'rolled-back', atMs: NOW_MS });
    const list = async (before: string | null, limit: number, session = 'session-1'): Promise<string> =>
      (await stores.actions.listBySession(session, { before, limit })).map(({ id }) => id).join(' ');
    assert.equal(await list(null, 1_000), 'last b m a z');
    assert.equal(await list(null, 2), 'last b');
    assert.equal(await list('b', 2), 'm a');
    assert.equal(await list('z', 2), '');
    assert.equal(await list('other', 2), '');
    assert.equal(await list('nobody', 2), '');
    assert.equal(await list(null, 2, 'nobody'), '');
    assert.equal(await list(null, 2, '\ud800'), '');
    for (const limit of [0, 1_001, 0.5, Number.NaN]) await assertRefused(list(null, limit));
  });
}

function describeIdentifiers(contract: Contract): void {
  contract('tells identifiers apart by code unit', async (stores) => {
    const { actions } = stores;
    for (const id of DISTINCT_IDENTIFIERS) {
      const record = sampleAction({ id, idempotencyKey: id, callId: id });
      assert.equal(await actions.find(id), null);
      assert.equal(await actions.findByIdempotencyKey('agent:claude', id), null);
      assert.equal(await actions.findByCallId('session-1', id), null);
      await write(stores, { kind: 'action.create', record });
    }
    for (const id of DISTINCT_IDENTIFIERS) {
      assert.equal((await actions.find(id))?.id, id);
      assert.equal((await actions.findByIdempotencyKey('agent:claude', id))?.id, id);
      assert.equal((await actions.findByCallId('session-1', id))?.id, id);
      await assertConflict(stores, create({ id }), 'action-exists');
    }
  });

  contract('finds nothing for text that is not well-formed Unicode', async (stores) => {
    await write(stores, create({ id: '\ufffd', idempotencyKey: '\ufffd', callId: '\ufffd' }));
    for (const id of ['\ud800', '\udc00', '\udfff\ud800']) {
      assert.equal(await stores.actions.find(id), null);
      assert.equal(await stores.actions.findByIdempotencyKey('agent:claude', id), null);
      assert.equal(await stores.actions.findByCallId('session-1', id), null);
    }
  });
}
