import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { leaseTokenSource, openTokenNarrowing } from '../../adapters/biscuit/open-lease-tokens.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import { LEASE_BOUNDS } from '../../core/lease/lease.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { LeaseOrder } from './lease-order.ts';
import { narrowingBlock } from './lease-terms.ts';
import { LEASE_COUNTS } from './presented-tokens.ts';

const BY = 'human:operator';
const ORDER: LeaseOrder = { principal: 'agent:test', session: null, task: 'run-1', workspace: '/work/app' };

const tokens = leaseTokenSource(new Uint8Array(32).fill(7));
const narrow = await openTokenNarrowing(tokens.publicKey);

const open = (): Promise<TestGateway> => openTestGateway({ ports: { leaseTokens: tokens } });

/** A token narrowed so many times, and each token on the way. */
function narrowedTimes(opened: TestGateway, token: string | null, narrowings: readonly Narrowing[]): readonly string[] {
  const made: string[] = [];
  for (const narrowing of narrowings) {
    const next = narrow(made.at(-1) ?? token ?? '', narrowingBlock(narrowing, opened.clock.nowMs() + 60_000));
    if (!next.ok) throw new Error(next.failure);
    made.push(next.value);
  }
  return made;
}

async function reads(opened: TestGateway, file: string, lease: string): Promise<string> {
  const proposal = propose('Read', { file_path: file }, { session: `sub-${file}` });
  const { decision } = await opened.gateway.authorize({ ...AGENT, lease }, proposal, NO_WAIT);
  return decision.gates.find(({ gate }) => gate === 'lease')?.rule ?? '';
}

const DEEPEST = LEASE_BOUNDS.blocks - 1;

test('refuses to narrow the longest token, so that no row of leases is longer than a token', async () => {
  const opened = await open();
  const { token } = await opened.guards.leases.grant(BY, ORDER);
  const longest =
    narrowedTimes(
      opened,
      token,
      Array.from({ length: DEEPEST }, () => ({})),
    ).at(-1) ?? '';
  assert.equal(narrow(longest, narrowingBlock({}, opened.clock.nowMs() + 60_000)).ok, false);
});

test('counts every call on the root and ends with it, however deep a token is and whichever were shown before', async () => {
  const depth = fc.integer({ min: 1, max: DEEPEST });
  const shown = fc.array(fc.boolean(), { minLength: DEEPEST, maxLength: DEEPEST });
  const cases = fc.sample(fc.tuple(depth, shown), { numRuns: 6, seed: 9 });
  for (const [length, before] of [[DEEPEST, Array<boolean>(DEEPEST).fill(true)] as const, ...cases]) {
    const opened = await open();
    const { leases } = opened.guards;
    const { lease, token } = await leases.grant(BY, { ...ORDER, terms: { limits: { calls: 2 } } });
    const row = narrowedTimes(
      opened,
      token,
      Array.from({ length }, () => ({ limits: { calls: 1_000 } })),
    );
    for (const [at, one] of row.entries())
      if (before[at] === true) await leases.resolve({ session: 'sub', token: one });
    const deepest = row.at(-1) ?? '';
    const id = await leases.resolve({ session: 'sub', token: deepest });
    assert.equal(leases.chainOf(id).at(-1), lease.id);
    assert.deepEqual([await reads(opened, 'a', deepest), await reads(opened, 'b', deepest)], ['', '']);
    assert.equal(leases.find(lease.id).calls, 2);
    assert.equal(await reads(opened, 'c', deepest), 'lease.calls');
    await leases.revoke(BY, lease.id, 'enough');
    assert.equal(leases.factsOf(id)?.live, false);
    assert.equal(leases.find(id ?? '').end?.reason, 'parent-ended');
    assert.equal(await reads(opened, 'd', deepest), 'lease.ended');
  }
});

test('holds 200 tokens shown at once to the bound of their lease, and grants others meanwhile', async () => {
  const opened = await open();
  const { leases } = opened.guards;
  const { token } = await leases.grant(BY, ORDER);
  const many = Array.from({ length: 200 }, () => narrowedTimes(opened, token, [{}])[0] ?? '');
  const shown = await Promise.allSettled(many.map((one) => leases.resolve({ session: 'sub', token: one })));
  assert.equal(shown.filter(({ status }) => status === 'fulfilled').length, LEASE_COUNTS.branches);
  assert.equal(leases.list({ ended: false }).length, LEASE_COUNTS.branches + 1);
  const other = await leases.grant(BY, { ...ORDER, task: 'run-2' });
  const [child] = narrowedTimes(opened, other.token, [{}]);
  assert.equal(typeof (await leases.resolve({ session: 'sub', token: child ?? '' })), 'string');
});

test('lets no narrowing take the share of another: one that floods leaves room for its siblings', async () => {
  const opened = await open();
  const { leases } = opened.guards;
  const { token } = await leases.grant(BY, ORDER);
  const [greedy = '', modest = ''] = [1, 2].map(() => narrowedTimes(opened, token, [{}])[0] ?? '');
  const many = Array.from({ length: 40 }, () => narrowedTimes(opened, greedy, [{}])[0] ?? '');
  const shown = await Promise.allSettled(many.map((one) => leases.resolve({ session: 'sub', token: one })));
  assert.equal(shown.filter(({ status }) => status === 'fulfilled').length, LEASE_COUNTS.perBranch);
  assert.equal(typeof (await leases.resolve({ session: 'sub', token: modest })), 'string');
});

test('leaves room for what people grant: narrowed leases together are fewer than all', async () => {
  const opened = await open();
  const { leases } = opened.guards;
  const refusals = new Set<unknown>();
  for (let at = 0; at < Math.floor(LEASE_COUNTS.liveForNarrowed / LEASE_COUNTS.branches); at++) {
    const { token } = await leases.grant(BY, { ...ORDER, task: `run-${at}` });
    const children = Array.from({ length: LEASE_COUNTS.branches }, () => narrowedTimes(opened, token, [{}])[0] ?? '');
    const shown = await Promise.allSettled(children.map((one) => leases.resolve({ session: 'sub', token: one })));
    for (const one of shown) if (one.status === 'rejected') refusals.add(one.reason.code);
  }
  assert.deepEqual([...refusals], ['unavailable']);
  assert.equal(leases.list({ ended: false }).length, LEASE_COUNTS.liveForNarrowed);
  assert.equal((await leases.grant(BY, { ...ORDER, task: 'run-last' })).lease.end, null);
});

test('grants no more than a thousand leases, also of those asked for at once', async () => {
  const opened = await open();
  const orders = Array.from({ length: LEASE_COUNTS.live + 5 }, (_, at) => ({ ...ORDER, task: `run-${at}` }));
  const granted = await Promise.allSettled(orders.map((order) => opened.guards.leases.grant(BY, order)));
  assert.equal(granted.filter(({ status }) => status === 'fulfilled').length, LEASE_COUNTS.live);
});

test('renews a lease sixteen times of forty asked for at once, with one token each', async () => {
  const opened = await open();
  const { leases } = opened.guards;
  const { lease } = await leases.grant(BY, ORDER);
  const asked = await Promise.allSettled(Array.from({ length: 40 }, () => leases.renew(BY, lease.id, 60_000)));
  const renewed = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.token] : []));
  assert.equal(renewed.length, 16);
  assert.equal(new Set(renewed).size, 16);
  assert.equal(leases.find(lease.id).renewals, 16);
  assert.equal((await opened.stores.leases.find(lease.id))?.renewals, 16);
  assert.equal(leases.find(lease.id).revocationIds.length, 17);
});
