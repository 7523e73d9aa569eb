import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { APPROVAL_STATUSES } from '../../core/approval/approval.ts';
import { ACTION_STATUSES } from '../action-store.ts';
import type { CommitOutcome, LedgerBatch } from '../ledger-store.ts';
import type { DeliveryQuery } from '../notification-store.ts';
import type { StateChange } from '../state-change.ts';
import type { Stores } from '../stores.ts';
import type { OpenFunction } from './open-stores.ts';
import { RANDOM_VALUES, randomUnits } from './random-changes.ts';
import { batchAt, bytes32, sizeOf } from './write-batch.ts';

type Units = readonly (readonly StateChange[])[];

/** One thing done to both stores. */
type Step =
  | { readonly kind: 'commit'; readonly units: Units; readonly sizeOff: number; readonly payload: boolean }
  | { readonly kind: 'erase'; readonly entryIndex: number }
  | { readonly kind: 'cosign'; readonly sizeOff: number; readonly sameRoot: boolean };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('commit' as const),
        units: randomUnits,
        sizeOff: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1) }),
        payload: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), entryIndex: fc.nat(12) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('cosign' as const), sizeOff: fc.nat(1), sameRoot: fc.boolean() }),
    },
  ),
  { minLength: 1, maxLength: 10 },
);

/** Two kinds of stores, and how often to compare them. */
export type Comparison = { readonly subject: OpenFunction; readonly reference: OpenFunction; readonly runs: number };

/**
 * Checks that two kinds of stores cannot be told apart: whatever is done to both, they give the same answers and hold
 * the same state, and a batch without the units that were in its way can always be written. A difference is shrunk
 * and raised with its seed.
 */
export async function assertStoresAgree({ subject, reference, runs }: Comparison): Promise<void> {
  const property = fc.asyncProperty(steps, async (sequence) => {
    const stores = await subject();
    const model = await reference();
    try {
      for (const step of sequence) {
        assert.deepEqual(await take(step, stores), await take(step, model));
      }
      assert.deepEqual(await everythingIn(stores), await everythingIn(model));
    } finally {
      await stores.close();
      await model.close();
    }
  });
  await fc.assert(property, { numRuns: runs });
}

async function take(step: Step, stores: Stores): Promise<unknown> {
  const { ledger } = stores;
  if (step.kind === 'erase') return ledger.erasePayload(step.entryIndex);
  if (step.kind === 'commit') return commit(step, stores);
  const head = (await ledger.loadHead()) ?? batchAt(0).head;
  const root = step.sameRoot ? head.root : bytes32(1);
  return ledger.saveCosignedNote({ size: head.size + step.sizeOff, root, note: `${head.note}cosigned\n` });
}

/** Commits, and when units are in the way commits the rest, which must succeed. */
async function commit(step: Extract<Step, { kind: 'commit' }>, stores: Stores): Promise<readonly CommitOutcome[]> {
  const size = Math.max(0, (await sizeOf(stores)) + step.sizeOff);
  const first = await stores.ledger.commit(batchOf(size, step));
  if (first.ok || 'headMoved' in first) return [first];
  const inTheWay = new Set(first.conflicts.map(({ unit }) => unit));
  const rest = step.units.filter((_, unit) => !inTheWay.has(unit));
  const second = await stores.ledger.commit(batchOf(size, { ...step, units: rest }));
  assert.deepEqual(second, { ok: true });
  return [first, second];
}

function batchOf(size: number, { units, payload }: { readonly units: Units; readonly payload: boolean }): LedgerBatch {
  const batch = batchAt(size, units);
  if (!payload) return batch;
  const nodes = batch.entries.map(({ index, leafHash }) => ({ level: 1 + (index % 2), index, hash: leafHash }));
  const payloads = batch.entries.map(({ index, leafHash }) => ({
    entryIndex: index,
    salt: `${index}`,
    sealed: leafHash,
  }));
  return { ...batch, nodes, payloads };
}

async function everythingIn(stores: Stores): Promise<unknown> {
  return {
    log: await logIn(stores),
    actions: await actionsIn(stores),
    approvals: await approvalsIn(stores),
    compensations: await compensationsIn(stores),
    guards: await guardsIn(stores),
    notifications: await notificationsIn(stores),
    ...(await othersIn(stores)),
  };
}

async function logIn({ ledger }: Stores): Promise<unknown> {
  const indexes = Array.from({ length: 40 }, (_, index) => index);
  return {
    head: await ledger.loadHead(),
    entries: await ledger.readEntries({ fromIndex: 0, limit: 10_000 }),
    nodes: await Promise.all([1, 2].map(async (level) => ledger.readNodes({ level, fromIndex: 1, limit: 10_000 }))),
    payloads: await Promise.all(indexes.map(async (index) => ledger.readPayload(index))),
  };
}

async function actionsIn({ actions }: Stores): Promise<unknown> {
  const { ids, names } = RANDOM_VALUES;
  const pairs = names.flatMap((first) => names.map((second) => [first, second] as const));
  return {
    byId: await Promise.all(ids.map(async (id) => actions.find(id))),
    byKey: await Promise.all(pairs.map(async ([principal, key]) => actions.findByIdempotencyKey(principal, key))),
    byCall: await Promise.all(pairs.map(async ([session, callId]) => actions.findByCallId(session, callId))),
    byStatus: await Promise.all(
      ACTION_STATUSES.map(async (status) => actions.listByStatus(status, { after: null, limit: 2 })),
    ),
    bySession: await Promise.all(
      names.flatMap((session) =>
        [null, ...ids].map(async (before) => actions.listBySession(session, { before, limit: 2 })),
      ),
    ),
  };
}

async function approvalsIn({ approvals }: Stores): Promise<unknown> {
  const { ids, names, digests, times } = RANDOM_VALUES;
  const atTimes = digests.flatMap((digest) => times.map((atMs) => [digest, atMs] as const));
  return {
    byId: await Promise.all(ids.map(async (id) => approvals.find(id))),
    byPrefix: await Promise.all(['same', 'Same', 'same '].map(async (prefix) => approvals.findByPrefix(prefix))),
    listed: await approvals.list({ statuses: APPROVAL_STATUSES, limit: 1_000 }),
    someListed: await approvals.list({ statuses: ['timed-out', 'approved'], limit: 2 }),
    newestListed: await approvals.list({ statuses: APPROVAL_STATUSES, limit: 3, order: 'newest' }),
    pages: await Promise.all(
      ids.flatMap((after) =>
        (['oldest', 'newest'] as const).map(async (order) =>
          approvals.list({ statuses: APPROVAL_STATUSES, limit: 2, order, after }),
        ),
      ),
    ),
    unused: await Promise.all(times.map(async (atMs) => approvals.listUnused(atMs, 1_000))),
    usable: await Promise.all(atTimes.map(async ([digest, atMs]) => approvals.listUsable(digest, atMs))),
    timedOut: await Promise.all(digests.map(async (digest) => approvals.listTimedOut(digest))),
    grants: await Promise.all(
      names.flatMap((session) => times.map(async (atMs) => approvals.listGrants(session, atMs))),
    ),
  };
}

async function compensationsIn({ compensations }: Stores): Promise<unknown> {
  const { ids, names } = RANDOM_VALUES;
  const pages = [null, ...names].flatMap((session) => [null, ...ids].map((after) => ({ session, after, limit: 2 })));
  return {
    all: await compensations.list({ session: null, after: null, limit: 1_000 }),
    pages: await Promise.all(pages.map(async (page) => compensations.list(page))),
    byAction: await Promise.all(ids.map(async (id) => compensations.find(id))),
    byRun: await Promise.all(ids.map(async (id) => compensations.findByRun(id))),
  };
}

async function guardsIn({ budgets, leases }: Stores): Promise<unknown> {
  const { ids } = RANDOM_VALUES;
  return {
    budgets: await budgets.list({ after: null, limit: 1_000 }),
    someBudgets: await Promise.all(ids.map(async (after) => budgets.list({ after, limit: 2 }))),
    byScope: await Promise.all(ids.map(async (scope) => budgets.find(scope))),
    reservations: await budgets.listOpen(1_000),
    leases: await Promise.all(ids.map(async (id) => leases.find(id))),
    live: await leases.listLive(3),
    newest: await leases.listNewest(3),
  };
}

async function notificationsIn({ notifications }: Stores): Promise<unknown> {
  const { ids, names, times } = RANDOM_VALUES;
  const queries: readonly Omit<DeliveryQuery, 'limit'>[] = [
    {},
    { order: 'newest' },
    { unsettled: true },
    { states: ['dead', 'queued', 'standby'] },
    ...ids.flatMap((id) => [{ request: id }, { after: id }, { after: id, order: 'newest' } as const]),
    ...names.flatMap((name) => [{ channel: name, to: name }, { reference: name }]),
  ];
  return {
    byId: await Promise.all(ids.map(async (id) => notifications.findDelivery(id))),
    byHandle: await Promise.all(ids.map(async (id) => notifications.findByHandle(id))),
    listed: await Promise.all(queries.map(async (query) => notifications.listDeliveries({ ...query, limit: 3 }))),
    due: await Promise.all(times.map(async (byMs) => notifications.listDue(byMs, 3))),
    pairings: await notifications.listPairings({ states: ['offered', 'ended'], limit: 3 }),
    marks: await Promise.all(names.flatMap((scope) => ids.map(async (key) => notifications.findMark(scope, key)))),
  };
}

async function othersIn({ sessions, tokens, emergency, policies, tools }: Stores): Promise<object> {
  const { ids, names } = RANDOM_VALUES;
  const places = names.flatMap((server) => ids.map((name) => ({ server, name })));
  return {
    sessions: await Promise.all(ids.map(async (id) => sessions.find(id))),
    openSessions: await sessions.listOpen(4),
    tokens: await tokens.list({ after: null, limit: 1_000 }),
    someTokens: await Promise.all(ids.map(async (id) => tokens.list({ after: id, limit: 2 }))),
    tokensById: await Promise.all(ids.map(async (id) => tokens.find(id))),
    emergency: await emergency.load(),
    policies: await Promise.all(ids.map(async (id) => policies.find(id))),
    tools: await tools.list({ after: null, limit: 1_000 }),
    someTools: await Promise.all(places.map(async (after) => tools.list({ after, limit: 2 }))),
    toolsByPlace: await Promise.all(places.map(async (place) => tools.find(place))),
  };
}
