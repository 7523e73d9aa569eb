import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { CALM } from '../../core/incident/emergency-state.ts';
import type { CommitOutcome, LedgerBatch } from '../ledger-store.ts';
import type { StateChange } from '../state-change.ts';
import { sampleDelivery, samplePairing } from './notification-store.ts';
import { type Contract, contractsOn, type OpenFunction, type OpenStores } from './open-stores.ts';
import {
  DIGEST,
  NOW_MS,
  sampleAction,
  sampleApproved,
  sampleGrant,
  sampleSession,
  sampleToken,
} from './sample-records.ts';
import { batchAt, bytes32, commitUnits, sizeOf, write } from './write-batch.ts';

/**
 * The contract of `LedgerStore.commit` about units that cannot be written, as tests that every implementation must
 * pass.
 */
export function describeLedgerConflicts(name: string, open: OpenFunction): void {
  void describe(`${name}: conflicts in a commit`, () => {
    const contract = contractsOn(open);
    describeAtomicity(contract);
    describeNaming(contract);
    describeOrder(contract);
  });
}

const create = (id: string): StateChange => ({ kind: 'action.create', record: sampleAction({ id }) });
const move = (id: string): StateChange => ({
  kind: 'action.transition',
  id,
  from: ['authorised'],
  to: 'completed',
  atMs: NOW_MS + 1,
});
const consume = (actionId: string): StateChange => ({
  kind: 'approval.consume',
  id: sampleApproved().id,
  actionDigest: DIGEST,
  actionId,
  atMs: NOW_MS,
});

function inTheWay(...units: readonly (readonly [number, string])[]): unknown {
  return { ok: false, conflicts: units.map(([unit, code]) => ({ unit, code })) };
}

/** One unit that changes every kind of record. */
const EVERYTHING: readonly StateChange[] = [
  create('new'),
  move('old'),
  { kind: 'approval.create', request: sampleApproved({ id: 'newapproval00000' }) },
  consume('new'),
  { kind: 'grant.create', grant: sampleGrant({ id: 'new' }) },
  { kind: 'session.save', session: sampleSession({ id: 'new' }) },
  { kind: 'session.save', session: sampleSession({ id: 'old', consecutiveDenials: 2 }) },
  { kind: 'emergency.save', state: CALM, expectedVersion: 0, resumeTokenHash: null },
  { kind: 'token.create', token: sampleToken({ id: 'new' }) },
  { kind: 'token.revoke', id: 'old', atMs: NOW_MS },
  { kind: 'policy.remember', version: 'new', bundle: '{}' },
  { kind: 'grant.revoke-session', session: 'session-1' },
  { kind: 'delivery.save', delivery: sampleDelivery({ id: 'new', handles: [{ verb: 'deny', handle: 'new' }] }) },
  { kind: 'delivery.forget', beforeMs: NOW_MS },
  { kind: 'pairing.save', pairing: samplePairing({ id: 'new' }) },
  { kind: 'mark.save', mark: { scope: 'scope', key: 'new', value: '', atMs: NOW_MS }, isNew: true },
  { kind: 'mark.forget', scope: 'scope', beforeMs: NOW_MS },
];

const PREPARED: readonly StateChange[] = [
  create('old'),
  { kind: 'approval.create', request: sampleApproved() },
  { kind: 'grant.create', grant: sampleGrant() },
  { kind: 'session.save', session: sampleSession({ id: 'old' }) },
  { kind: 'token.create', token: sampleToken({ id: 'old' }) },
  {
    kind: 'delivery.save',
    delivery: sampleDelivery({ id: 'old', settled: true, createdAtMs: 0, handles: [{ verb: 'deny', handle: 'old' }] }),
  },
  { kind: 'mark.save', mark: { scope: 'scope', key: 'old', value: '', atMs: 0 }, isNew: true },
];

/** Everything that the tests here can have changed. */
async function snapshot(stores: OpenStores): Promise<unknown> {
  const { ledger, actions, approvals, sessions, tokens, emergency, policies, notifications } = stores;
  return {
    head: await ledger.loadHead(),
    entries: await ledger.readEntries({ fromIndex: 0, limit: 10_000 }),
    nodes: await ledger.readNodes({ level: 1, fromIndex: 0, limit: 10 }),
    payload: await ledger.readPayload(5),
    actions: [
      await actions.listByStatus('authorised', { after: null, limit: 1_000 }),
      await actions.listByStatus('completed', { after: null, limit: 1_000 }),
    ],
    approvals: await approvals.list({ statuses: ['pending', 'approved'], limit: 1_000 }),
    grants: await approvals.listGrants('session-1', NOW_MS),
    sessions: await sessions.listOpen(1_000),
    tokens: await tokens.list({ after: null, limit: 1_000 }),
    emergency: await emergency.load(),
    policy: await policies.find('new'),
    deliveries: await notifications.listDeliveries({ limit: 10 }),
    handles: [await notifications.findByHandle('old'), await notifications.findByHandle('new')],
    pairings: await notifications.listPairings({ states: ['offered'], limit: 10 }),
    marks: [await notifications.findMark('scope', 'old'), await notifications.findMark('scope', 'new')],
  };
}

function withNodeAndPayload(batch: LedgerBatch): LedgerBatch {
  const payloads = [{ entryIndex: batch.expectedSize, salt: '', sealed: Uint8Array.of(1) }];
  return { ...batch, payloads, nodes: [{ level: 1, index: 0, hash: bytes32(1) }] };
}

function describeAtomicity(contract: Contract): void {
  contract('writes nothing at all when one unit is in the way', async (stores) => {
    await write(stores, ...PREPARED);
    const before = await snapshot(stores);
    const batch = withNodeAndPayload(batchAt(await sizeOf(stores), [EVERYTHING, [create('old')]]));
    assert.deepEqual(await stores.ledger.commit(batch), inTheWay([1, 'action-exists']));
    assert.deepEqual(await snapshot(stores), before);
    assert.equal(await stores.approvals.find('newapproval00000'), null);
    assert.equal(await stores.actions.find('new'), null);
  });

  contract('writes nothing of a unit whose last change is in the way', async (stores) => {
    await write(stores, ...PREPARED);
    const before = await snapshot(stores);
    assert.deepEqual(await commitUnits(stores, [...EVERYTHING, create('new')]), inTheWay([0, 'action-exists']));
    assert.deepEqual(await snapshot(stores), before);
  });

  contract('writes the same batch once nothing is in the way', async (stores) => {
    await write(stores, ...PREPARED);
    const size = await sizeOf(stores);
    await stores.ledger.commit(withNodeAndPayload(batchAt(size, [EVERYTHING, [create('old')]])));
    const batch = withNodeAndPayload(batchAt(size, [EVERYTHING]));
    assert.deepEqual(await stores.ledger.commit(batch), { ok: true });
    assert.deepEqual(await stores.ledger.loadHead(), batch.head);
    assert.equal((await stores.actions.find('old'))?.status, 'completed');
    assert.equal((await stores.approvals.find(sampleApproved().id))?.consumedBy, 'new');
    assert.equal((await stores.emergency.load())?.version, 1);
    assert.equal((await stores.tokens.find('old'))?.revokedAtMs, NOW_MS);
    assert.deepEqual(await stores.approvals.listGrants('session-1', NOW_MS), []);
    assert.equal(await stores.policies.find('new'), '{}');
  });
}

function describeNaming(contract: Contract): void {
  contract('names exactly the units in the way, in order, each once', async (stores) => {
    await write(stores, create('a'), { kind: 'token.create', token: sampleToken() });
    const outcome = await commitUnits(
      stores,
      [create('b')],
      [create('a'), create('a')],
      [],
      [{ kind: 'token.create', token: sampleToken() }, create('a')],
      [move('a')],
      [move('unknown')],
    );
    assert.deepEqual(outcome, inTheWay([1, 'action-exists'], [3, 'token-exists'], [5, 'action-state']));
  });

  contract('names the first condition of a unit that does not hold', async (stores) => {
    await write(stores, create('a'), { kind: 'approval.create', request: sampleApproved() });
    const outcome = await commitUnits(stores, [
      create('b'),
      { ...consume('b'), actionDigest: 'other' } as StateChange,
      create('a'),
    ]);
    assert.deepEqual(outcome, inTheWay([0, 'approval-not-usable']));
  });

  contract('can write every batch without the units it named', async (stores) => {
    await write(stores, create('a'), { kind: 'approval.create', request: sampleApproved() });
    const units = [[create('a')], [consume('x')], [move('a')], [consume('y')], [move('a')], [create('c')]];
    const outcome: CommitOutcome = await commitUnits(stores, ...units);
    assert.deepEqual(outcome, inTheWay([0, 'action-exists'], [3, 'approval-not-usable'], [4, 'action-state']));
    assert.deepEqual(await commitUnits(stores, ...units.filter((_, unit) => ![0, 3, 4].includes(unit))), { ok: true });
  });
}

function describeOrder(contract: Contract): void {
  contract('judges each unit on top of the earlier ones', async (stores) => {
    assert.deepEqual(
      await commitUnits(stores, [create('a')], [move('a')], [create('a')]),
      inTheWay([2, 'action-exists']),
    );
    assert.deepEqual(await commitUnits(stores, [move('a')], [create('a')]), inTheWay([0, 'action-state']));
    assert.deepEqual(await commitUnits(stores, [create('a')], [move('a')]), { ok: true });
    assert.deepEqual(await commitUnits(stores, [create('b'), move('b')]), { ok: true });
    assert.equal((await stores.actions.find('b'))?.status, 'completed');
  });

  contract('lets an approval be consumed once in a batch', async (stores) => {
    await write(stores, { kind: 'approval.create', request: sampleApproved() });
    const twice = await commitUnits(stores, [consume('first')], [consume('second')]);
    assert.deepEqual(twice, inTheWay([1, 'approval-not-usable']));
    assert.equal((await stores.approvals.find(sampleApproved().id))?.consumedBy, null);
    assert.deepEqual(
      await commitUnits(stores, [consume('first'), consume('second')]),
      inTheWay([0, 'approval-not-usable']),
    );
    assert.deepEqual(await commitUnits(stores, [consume('first')]), { ok: true });
    assert.deepEqual(await commitUnits(stores, [consume('second')]), inTheWay([0, 'approval-not-usable']));
    assert.equal((await stores.approvals.find(sampleApproved().id))?.consumedBy, 'first');
  });

  contract('lets no unit that cannot be written get in the way of a later one', async (stores) => {
    await write(stores, create('a'), { kind: 'approval.create', request: sampleApproved() });
    const outcome = await commitUnits(stores, [create('b'), consume('b'), create('a')], [create('b'), consume('b')]);
    assert.deepEqual(outcome, inTheWay([0, 'action-exists']));
  });
}
