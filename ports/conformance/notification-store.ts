import assert from 'node:assert/strict';
import { describe } from 'node:test';
import {
  ANSWERABLE,
  DELIVERY_FAILURES,
  DELIVERY_PURPOSES,
  DELIVERY_STATES,
  type Delivery,
} from '../../core/notify/delivery.ts';
import { PAIRING_ENDS, PAIRING_STATES, type Pairing } from '../../core/notify/pairing.ts';
import type { StateChange } from '../state-change.ts';
import { DISTINCT_IDENTIFIERS } from './distinct-identifiers.ts';
import { assertRefused, type Contract, contractsOn, type OpenFunction, whenReopened } from './open-stores.ts';
import { NOW_MS } from './sample-records.ts';
import { assertConflict, write } from './write-batch.ts';

/** A question that waits to be sent; `changes` replaces fields. */
export function sampleDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: 'delivery-1',
    purpose: 'question',
    request: 'request000000001',
    decision: null,
    step: 0,
    channel: 'telegram',
    to: '4711',
    person: 'human:ada',
    state: 'queued',
    attempts: 0,
    dueAtMs: NOW_MS,
    createdAtMs: NOW_MS,
    sentAtMs: null,
    reference: null,
    failure: null,
    handles: [],
    answerable: 'none',
    fingerprint: null,
    shown: null,
    editAttempts: 0,
    editDueAtMs: null,
    settled: false,
    version: 1,
    ...changes,
  };
}

/** A pairing that was offered; `changes` replaces fields. */
export function samplePairing(changes: Partial<Pairing> = {}): Pairing {
  return {
    id: 'pairing-1',
    channel: 'telegram',
    principal: 'human:ada',
    state: 'offered',
    codeHash: '0'.repeat(64),
    offeredBy: 'human:operator',
    offeredAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 3_600_000,
    user: null,
    place: null,
    pairedAtMs: null,
    keyId: null,
    end: null,
    version: 1,
    ...changes,
  };
}

const SENT = sampleDelivery({
  id: 'delivery-sent',
  state: 'delivered',
  attempts: 3,
  dueAtMs: null,
  sentAtMs: NOW_MS + 5,
  reference: '4711:12',
  failure: 'unreachable',
  handles: [
    { verb: 'approve', handle: 'aaaaaaaaaaaaaaaa' },
    { verb: 'deny', handle: 'bbbbbbbbbbbbbbbb' },
  ],
  answerable: 'all',
  fingerprint: '0123456789abcdef',
  shown: 'pending',
  editAttempts: 2,
  editDueAtMs: NOW_MS + 9,
  step: -1,
  person: null,
  decision: 7,
});

const DAY_MS = 86_400_000;

const save = (changes: Partial<Delivery> = {}): StateChange => ({
  kind: 'delivery.save',
  delivery: sampleDelivery(changes),
});
const pair = (changes: Partial<Pairing> = {}): StateChange => ({
  kind: 'pairing.save',
  pairing: samplePairing(changes),
});
const mark = (
  key: string,
  value = '',
  changes: { atMs?: number; isNew?: boolean; scope?: string } = {},
): StateChange => ({
  kind: 'mark.save',
  mark: { scope: changes.scope ?? 'seen', key, value, atMs: changes.atMs ?? NOW_MS },
  isNew: changes.isNew ?? false,
});
const ids = (deliveries: readonly { readonly id: string }[]): string => deliveries.map(({ id }) => id).join(' ');

/** The contract of `NotificationStore`, for every implementation. */
export function describeNotificationStore(name: string, open: OpenFunction): void {
  void describe(`${name}: notification store`, () => {
    const contract = contractsOn(open);
    describeDeliveries(contract);
    describeForgetting(contract);
    describeLists(contract);
    describePairings(contract);
    describeMarks(contract);
  });
}

function describeDeliveries(contract: Contract): void {
  contract('gives back exactly the delivery that was saved, also when it is opened again', async (stores, t) => {
    assert.equal(await stores.notifications.findDelivery(SENT.id), null);
    await write(stores, { kind: 'delivery.save', delivery: SENT });
    assert.deepEqual(await stores.notifications.findDelivery(SENT.id), SENT);
    await whenReopened({ stores, t }, async (reopened) => {
      assert.deepEqual(await reopened.notifications.findDelivery(SENT.id), SENT);
      assert.deepEqual(await reopened.notifications.findByHandle('bbbbbbbbbbbbbbbb'), SENT);
    });
  });

  contract('keeps every state, purpose, failure and answer of a delivery', async (stores) => {
    let version = 0;
    for (const changes of [
      ...DELIVERY_STATES.map((state) => ({ state })),
      ...DELIVERY_PURPOSES.map((purpose) => ({ purpose })),
      ...DELIVERY_FAILURES.map((failure) => ({ failure })),
      ...ANSWERABLE.map((answerable) => ({ answerable })),
    ]) {
      version += 1;
      await write(stores, save({ ...changes, version, request: null, settled: version % 2 === 0 }));
      const expected = sampleDelivery({ ...changes, version, request: null, settled: version % 2 === 0 });
      assert.deepEqual(await stores.notifications.findDelivery(expected.id), expected);
    }
  });

  contract('takes only the next version of a delivery, in a commit and alone', async (stores) => {
    await assertConflict(stores, save({ version: 2 }), 'delivery-moved');
    await write(stores, save());
    for (const version of [1, 3]) {
      await assertConflict(stores, save({ version }), 'delivery-moved');
      const change = { kind: 'delivery.save', delivery: sampleDelivery({ version }) } as const;
      assert.equal(await stores.notifications.write([change]), 'delivery-moved');
    }
    const change = { kind: 'delivery.save', delivery: sampleDelivery({ version: 2, attempts: 7 }) } as const;
    assert.equal(await stores.notifications.write([change]), null);
    assert.equal((await stores.notifications.findDelivery('delivery-1'))?.attempts, 7);
  });

  contract('finds a delivery by its handles, which stay what they were', async (stores) => {
    await write(stores, { kind: 'delivery.save', delivery: SENT });
    const handles = [{ verb: 'deny', handle: 'cccccccccccccccc' }] as const;
    await write(stores, { kind: 'delivery.save', delivery: { ...SENT, handles, version: 2 } });
    assert.equal(await stores.notifications.findByHandle('cccccccccccccccc'), null);
    assert.deepEqual((await stores.notifications.findByHandle('aaaaaaaaaaaaaaaa'))?.handles, SENT.handles);
    assert.equal(await stores.notifications.findByHandle('AAAAAAAAAAAAAAAA'), null);
    assert.equal(await stores.notifications.findByHandle('\ud800'), null);
  });

  contract('writes all changes that are written alone, or none', async (stores) => {
    await write(stores, mark('taken'));
    const changes = [
      { kind: 'delivery.save', delivery: SENT },
      { kind: 'pairing.save', pairing: samplePairing() },
      { kind: 'mark.save', mark: { scope: 'seen', key: 'taken', value: 'x', atMs: 1 }, isNew: true },
    ] as const;
    assert.equal(await stores.notifications.write(changes), 'mark-exists');
    assert.equal(await stores.notifications.findDelivery(SENT.id), null);
    assert.equal(await stores.notifications.findByHandle('aaaaaaaaaaaaaaaa'), null);
    assert.equal(await stores.notifications.write(changes.slice(0, 2)), null);
    assert.deepEqual(await stores.notifications.findDelivery(SENT.id), SENT);
  });
}

function describeForgetting(contract: Contract): void {
  contract('forgets old deliveries about which there is nothing left to do, with their handles', async (stores) => {
    const handles = (handle: string) => [{ verb: 'deny' as const, handle }];
    await write(
      stores,
      save({ id: 'old', settled: true, createdAtMs: NOW_MS - DAY_MS - 1, handles: handles('a') }),
      save({ id: 'open', settled: false, createdAtMs: NOW_MS - DAY_MS - 1, handles: handles('b') }),
      save({ id: 'new', settled: true, createdAtMs: NOW_MS - DAY_MS, handles: handles('c') }),
    );
    await write(stores, { kind: 'delivery.forget', beforeMs: NOW_MS - DAY_MS });
    const { notifications } = stores;
    assert.equal(ids(await notifications.listDeliveries({ limit: 9 })), 'open new');
    assert.equal(await notifications.findDelivery('old'), null);
    assert.equal(await notifications.findByHandle('a'), null);
    assert.equal((await notifications.findByHandle('b'))?.id, 'open');
    await write(stores, save({ id: 'old' }));
    assert.equal(ids(await notifications.listDeliveries({ limit: 9 })), 'open new old');
  });
}

function describeLists(contract: Contract): void {
  contract('lists what fits, oldest first or newest first, page by page', async (stores) => {
    await write(
      stores,
      save({ id: 'm' }),
      save({ id: 'z', request: 'other', state: 'dead', settled: true }),
      save({ id: 'a', channel: 'discord', to: 'x', reference: 'r' }),
      save({ id: 'b', request: null }),
    );
    await write(stores, save({ id: 'm', version: 2 }));
    const { notifications } = stores;
    const list = async (query: object): Promise<string> =>
      ids(await notifications.listDeliveries({ limit: 10, ...query }));
    assert.equal(await list({}), 'm z a b');
    assert.equal(await list({ order: 'newest' }), 'b a z m');
    assert.equal(await list({ request: 'request000000001' }), 'm a');
    assert.equal(await list({ request: 'request000000001', order: 'newest' }), 'a m');
    assert.equal(await list({ states: ['dead', 'sending'] }), 'z');
    assert.equal(await list({ states: [] }), '');
    assert.equal(await list({ channel: 'discord' }), 'a');
    assert.equal(await list({ channel: 'discord', to: 'y' }), '');
    assert.equal(await list({ channel: 'discord', to: 'x', reference: 'r' }), 'a');
    assert.equal(await list({ unsettled: true }), 'm a b');
    assert.equal(await list({ after: 'z' }), 'a b');
    assert.equal(await list({ after: 'z', order: 'newest' }), 'm');
    assert.equal(await list({ after: 'unknown' }), '');
    assert.equal(await list({ limit: 2 }), 'm z');
    for (const limit of [0, 1_001, 0.5]) await assertRefused(notifications.listDeliveries({ limit }));
  });

  contract('lists what is due and not settled, what has been due longest first', async (stores) => {
    await write(
      stores,
      save({ id: 'late', dueAtMs: 30 }),
      save({ id: 'edit', dueAtMs: 40, editDueAtMs: 10 }),
      save({ id: 'none', dueAtMs: null }),
      save({ id: 'settled', dueAtMs: 1, editDueAtMs: 1, settled: true }),
      save({ id: 'early', dueAtMs: null, editDueAtMs: 20 }),
    );
    const { notifications } = stores;
    assert.equal(ids(await notifications.listDue(30, 10)), 'edit early late');
    assert.equal(ids(await notifications.listDue(29, 10)), 'edit early');
    assert.equal(ids(await notifications.listDue(Number.MAX_SAFE_INTEGER, 1)), 'edit');
    await assertRefused(notifications.listDue(0, 0));
  });
}

function describePairings(contract: Contract): void {
  contract('keeps pairings, and takes only their next version', async (stores, t) => {
    await assertConflict(stores, pair({ version: 2 }), 'pairing-moved');
    const complete = samplePairing({
      id: 'complete',
      state: 'ended',
      codeHash: null,
      user: 'u',
      place: 'p',
      pairedAtMs: NOW_MS,
      keyId: 'k',
      end: { why: 'unpaired', by: 'human:operator', atMs: NOW_MS },
    });
    await write(stores, pair(), { kind: 'pairing.save', pairing: complete });
    await assertConflict(stores, pair(), 'pairing-moved');
    const listed = await stores.notifications.listPairings({ states: PAIRING_STATES, limit: 10 });
    assert.deepEqual(listed, [samplePairing(), complete]);
    assert.deepEqual(await stores.notifications.listPairings({ states: ['ended'], limit: 10 }), [complete]);
    assert.equal((await stores.notifications.listPairings({ states: PAIRING_STATES, limit: 1 })).length, 1);
    await assertRefused(stores.notifications.listPairings({ states: [], limit: 0 }));
    await whenReopened({ stores, t }, async (reopened) => {
      assert.deepEqual(await reopened.notifications.listPairings({ states: ['ended'], limit: 10 }), [complete]);
    });
  });

  contract('keeps every way for a pairing to end', async (stores) => {
    let version = 0;
    for (const why of PAIRING_ENDS) {
      version += 1;
      const end = { why, by: 'x', atMs: 1 };
      await write(stores, pair({ version, end }));
      assert.deepEqual(await stores.notifications.listPairings({ states: ['offered'], limit: 9 }), [
        samplePairing({ version, end }),
      ]);
    }
  });
}

function describeMarks(contract: Contract): void {
  contract('keeps marks by scope and key, replaces them, and refuses a second that must be new', async (stores) => {
    const { notifications } = stores;
    await write(stores, mark('a', '1', { isNew: true }), mark('a', 'other', { scope: 'x' }));
    await assertConflict(stores, mark('a', '2', { isNew: true }), 'mark-exists');
    await write(stores, mark('a', '3', { atMs: 9 }));
    assert.deepEqual(await notifications.findMark('seen', 'a'), { scope: 'seen', key: 'a', value: '3', atMs: 9 });
    assert.equal((await notifications.findMark('x', 'a'))?.value, 'other');
    assert.equal(await notifications.findMark('seen', 'b'), null);
  });

  contract('forgets the old marks of a scope', async (stores) => {
    const { notifications } = stores;
    await write(
      stores,
      mark('old', '', { atMs: 4 }),
      mark('new', '', { atMs: 5 }),
      mark('old', '', { atMs: 4, scope: 'x' }),
    );
    await write(stores, { kind: 'mark.forget', scope: 'seen', beforeMs: 5 });
    assert.equal(await notifications.findMark('seen', 'old'), null);
    assert.notEqual(await notifications.findMark('seen', 'new'), null);
    assert.notEqual(await notifications.findMark('x', 'old'), null);
  });

  contract('tells identifiers apart by code unit', async (stores) => {
    for (const id of DISTINCT_IDENTIFIERS) {
      assert.equal(await stores.notifications.findDelivery(id), null);
      assert.equal(await stores.notifications.findMark(id, id), null);
      await write(stores, save({ id, to: id, handles: [{ verb: 'deny', handle: id }] }), mark(id, id, { scope: id }));
    }
    for (const id of DISTINCT_IDENTIFIERS) {
      assert.equal((await stores.notifications.findDelivery(id))?.to, id);
      assert.equal((await stores.notifications.findByHandle(id))?.to, id);
      assert.equal((await stores.notifications.findMark(id, id))?.value, id);
    }
    assert.equal(await stores.notifications.findDelivery('\ud800'), null);
    assert.equal(await stores.notifications.findMark('seen', '\ud800'), null);
    assert.deepEqual(await stores.notifications.listDeliveries({ request: '\ud800', limit: 5 }), []);
  });
}
