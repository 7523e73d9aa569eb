import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaseTokenSource, openTokenNarrowing } from '../../adapters/biscuit/open-lease-tokens.ts';
import { LEASE_TIMES } from '../../core/lease/lease.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { Caller } from '../gateway.ts';
import { narrowingBlock } from './lease-terms.ts';

const tokens = leaseTokenSource(new Uint8Array(32).fill(7));
const narrow = await openTokenNarrowing(tokens.publicKey);

type Bound = TestGateway & {
  /** The token of the whole lease, and one that may only read. */
  readonly whole: string;
  readonly reading: string;
  /** Somebody with a bearer token that is bound to the narrower one. */
  readonly child: Caller;
};

async function openBound(): Promise<Bound> {
  const test = await openTestGateway({ ports: { leaseTokens: tokens } });
  const order = { principal: AGENT.principal, session: null, task: 'run-1', workspace: '/work/app' };
  const { token: whole } = await test.guards.leases.grant('human:operator', order);
  const block = narrowingBlock({ capabilities: ['file.read'] }, test.clock.nowMs() + 600_000);
  const made = narrow(whole ?? '', block);
  if (!made.ok) throw new Error(made.failure);
  const under = { ...AGENT, lease: made.value };
  const { token } = await test.gateway.narrowToken(under, { scopes: ['decide'], lifeMs: 60_000 });
  const child = await test.gateway.authenticate(token);
  if (child === null) throw new Error('the token counts for nothing');
  return { ...test, whole: whole ?? '', reading: made.value, child };
}

async function ruleOf({ gateway }: TestGateway, caller: Caller, tool: string): Promise<string> {
  const args = tool === 'Read' ? { file_path: '/work/app/a' } : { file_path: '/work/app/a', content: '' };
  const { decision } = await gateway.authorize(caller, propose(tool, args), NO_WAIT);
  return decision.gates.find(({ gate }) => gate === 'lease')?.rule ?? '';
}

test('a token that was made under a lease acts under it, whether or not anything is shown', async () => {
  const test = await openBound();
  assert.equal(await ruleOf(test, test.child, 'Read'), '');
  assert.equal(await ruleOf(test, test.child, 'Write'), 'lease.capability');
  assert.equal(await ruleOf(test, { ...test.child, lease: test.reading }, 'Write'), 'lease.capability');
});

test('a token that was made under a lease is of no use with a broader one', async () => {
  const test = await openBound();
  await assert.rejects(ruleOf(test, { ...test.child, lease: test.whole }, 'Read'), { code: 'lease.refused' });
  const block = narrowingBlock({}, test.clock.nowMs() + 60_000);
  const beside = narrow(test.whole, block);
  const lease = beside.ok ? beside.value : '';
  await assert.rejects(ruleOf(test, { ...test.child, lease }, 'Read'), { code: 'lease.refused' });
});

test('a token that is narrowed from a bound one stays bound, and cannot be bound to a broader lease', async () => {
  const test = await openBound();
  const { token, record } = await test.gateway.narrowToken(test.child, { scopes: ['decide'], lifeMs: 5_000 });
  assert.equal(record.lease, test.child.boundLease);
  const grandchild = await test.gateway.authenticate(token);
  assert.ok(grandchild !== null);
  assert.equal(await ruleOf(test, grandchild, 'Write'), 'lease.capability');
  const widening = { ...test.child, lease: test.whole };
  await assert.rejects(test.gateway.narrowToken(widening, { scopes: ['decide'], lifeMs: 5_000 }), {
    code: 'lease.refused',
  });
});

test('a token may be bound to a lease that is narrower still', async () => {
  const test = await openBound();
  const narrower = narrow(test.reading, narrowingBlock({ limits: { calls: 1 } }, test.clock.nowMs() + 60_000));
  const lease = narrower.ok ? narrower.value : '';
  const { record } = await test.gateway.narrowToken({ ...test.child, lease }, { scopes: ['decide'], lifeMs: 5_000 });
  assert.notEqual(record.lease, test.child.boundLease);
});

test('a bound token ends with its lease, and with every lease that this was narrowed from', async () => {
  const test = await openBound();
  const root = test.guards.leases.list({ ended: false }).find(({ parent }) => parent === null);
  await test.guards.leases.revoke('human:operator', root?.id ?? '', 'enough');
  assert.notEqual(await ruleOf(test, test.child, 'Read'), '');
});

test('a bound token is refused in a session that is under another lease', async () => {
  const test = await openBound();
  const order = { principal: AGENT.principal, session: 'session-1', task: 'other', workspace: '/work/app' };
  await test.guards.leases.grant('human:operator', order);
  await assert.rejects(ruleOf(test, test.child, 'Read'), { code: 'lease.refused' });
});

test('a token is worth nothing once it is over, whether or not its lease was renewed', async () => {
  const test = await openTestGateway({ ports: { leaseTokens: tokens } });
  const { lease, token } = await test.guards.leases.grant('human:operator', {
    principal: AGENT.principal,
    session: null,
    task: 'run-1',
    workspace: '/work/app',
  });
  await test.clock.advance(LEASE_TIMES.usualMs - 10_000);
  const renewed = await test.guards.leases.renew('human:operator', lease.id);
  await test.clock.advance(10_000);
  await assert.rejects(test.guards.leases.resolve({ session: 's', token: token ?? '' }), { code: 'lease.refused' });
  assert.equal(await test.guards.leases.resolve({ session: 's', token: renewed.token ?? '' }), lease.id);
});
