import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leaseTokenSource, openTokenNarrowing } from '../../adapters/biscuit/open-lease-tokens.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import { LEASE_TIMES } from '../../core/lease/lease.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import type { Proposal } from '../gateway.ts';
import { replayDecisions } from '../log/replay-decisions.ts';
import type { LeaseEnded, LeaseOrder } from './lease-order.ts';
import { narrowingBlock } from './lease-terms.ts';

const BY = 'human:operator';
const ORDER: LeaseOrder = { principal: 'agent:test', session: 'session-1', task: 'run-1', workspace: '/work/app' };

const tokens = leaseTokenSource(new Uint8Array(32).fill(7));
const narrow = await openTokenNarrowing(tokens.publicKey);

const open = (): Promise<TestGateway> => openTestGateway({ ports: { leaseTokens: tokens } });

function narrowed(token: string | null, narrowing: Narrowing, expiresAtMs: number): string {
  const made = narrow(token ?? '', narrowingBlock(narrowing, expiresAtMs));
  if (!made.ok) throw new Error(made.failure);
  return made.value;
}

async function verdictOf(
  { gateway }: TestGateway,
  ...[tool, args, { lease, ...more } = {}]: [
    string,
    Proposal['args'],
    (Partial<Proposal> & { readonly lease?: string })?,
  ]
): Promise<string> {
  const caller = lease === undefined ? AGENT : { ...AGENT, lease };
  const { decision } = await gateway.authorize(caller, propose(tool, args, more), NO_WAIT);
  return decision.gates.find(({ gate }) => gate === 'lease')?.rule ?? '';
}

async function typesOf({ stores }: TestGateway): Promise<readonly string[]> {
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  return entries.map(({ text }) => String(JSON.parse(text).type)).filter((type) => type.startsWith('lease.'));
}

describe('A lease', () => {
  test('binds its session from the moment it is granted, and no other', async () => {
    const test = await open();
    assert.equal(await verdictOf(test, 'Write', { file_path: '/etc/x', content: '' }), '');
    await test.guards.leases.grant(BY, ORDER);
    assert.equal(await verdictOf(test, 'Write', { file_path: '/work/app/a', content: '' }), '');
    assert.equal(await verdictOf(test, 'Write', { file_path: '/home/dev/x', content: '' }), 'lease.scope');
    assert.equal(await verdictOf(test, 'WebFetch', { url: 'https://example.com/', prompt: '' }), 'lease.scope');
    assert.equal(await verdictOf(test, 'Write', { file_path: '/home/dev/x', content: '' }, { session: 'other' }), '');
  });

  test('counts allowed calls, in the store too, and ends when they are used up', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, { ...ORDER, terms: { limits: { calls: 2 } } });
    for (const name of ['a', 'b']) assert.equal(await verdictOf(test, 'Read', { file_path: name }), '');
    assert.equal(await verdictOf(test, 'Read', { file_path: 'c' }), 'lease.calls');
    assert.equal((await test.stores.leases.find(lease.id))?.calls, 2);
    await test.clock.advance(LEASE_TIMES.monitorMs);
    assert.equal(test.guards.leases.find(lease.id).end?.reason, 'calls');
  });

  test('binds what comes through the door of its run, whatever session that names', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, { ...ORDER, session: null });
    assert.equal(await test.guards.leases.resolve({ session: 'any', task: 'run-1' }), lease.id);
    await test.guards.leases.revoke(BY, lease.id, 'enough');
    assert.equal(
      test.guards.leases.factsOf(await test.guards.leases.resolve({ session: 'any', task: 'run-1' }))?.live,
      false,
    );
  });

  test('refuses an order that cannot be', async () => {
    const test = await open();
    for (const more of [
      { durationMs: LEASE_TIMES.longestMs + 1 },
      { durationMs: 0 },
      { terms: { capabilities: ['everything'] } },
      { workspace: '/work/*' },
      { terms: { scope: { reads: ['/a//b'] } } },
    ])
      await assert.rejects(test.guards.leases.grant(BY, { ...ORDER, ...more }), { code: 'input.invalid' });
    assert.equal(test.guards.leases.list({ ended: true }).length, 0);
  });

  test('is not in force when it could not be recorded', async () => {
    const test = await open();
    const { commit } = test.stores.ledger;
    Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
    await assert.rejects(test.guards.leases.grant(BY, ORDER), { code: 'log.unwritable' });
    Object.assign(test.stores.ledger, { commit });
    assert.equal(await verdictOf(test, 'Write', { file_path: '/home/dev/x', content: '' }), '');
  });
});

describe('The monitor', () => {
  for (const [reason, order, use] of [
    ['expired', {}, null],
    ['heartbeat', { heartbeat: true }, null],
    ['tokens', { terms: { limits: { tokens: 100 } } }, { tokens: 100, costMicros: 0 }],
    ['cost', { terms: { limits: { costMicros: 100 } } }, { tokens: 0, costMicros: 100 }],
  ] as const) {
    test(`ends a lease by ${reason}: killed, on record, told`, async () => {
      const test = await open();
      const { lease } = await test.guards.leases.grant(BY, { ...ORDER, ...order });
      const told: string[] = [];
      const ends: LeaseEnded[] = [];
      const recorded: Promise<readonly string[]>[] = [];
      test.gateway.subscribe((event) => {
        if (event.kind === 'lease') told.push(event.state);
      });
      test.guards.leases.attach(lease.id, {
        kill: async (why) => {
          told.push(`killed: ${why}`);
          assert.deepEqual(await typesOf(test), ['lease.granted'], 'the kill waits for no record');
        },
        ended: (end) => {
          ends.push(end);
          recorded.push(typesOf(test));
        },
        canRetry: true,
      });
      if (use !== null) {
        const held = await test.guards.budgets.reserve(
          { principal: 'agent:test', session: 'session-1', task: 'run-1' },
          use,
        );
        assert.ok(held.ok);
        await test.guards.budgets.settle(held.id, use);
      }
      const dueMs =
        reason === 'expired' ? LEASE_TIMES.usualMs : reason === 'heartbeat' ? LEASE_TIMES.heartbeatLostMs : 5_000;
      await test.clock.advance(dueMs - 1);
      assert.equal(test.guards.leases.find(lease.id).end, null);
      await test.clock.advance(LEASE_TIMES.monitorMs);
      await settle();
      assert.equal(test.guards.leases.find(lease.id).end?.reason, reason);
      assert.deepEqual([told.length, told.at(-1)], [2, 'ended']);
      assert.deepEqual(ends[0]?.retry, { attempt: 1, waitMs: 1_000 });
      assert.deepEqual(
        await recorded[0],
        ['lease.granted', 'lease.ended'],
        'whoever held it is told of what is on record',
      );
      assert.equal((await test.stores.leases.find(lease.id))?.end?.outcome, 'retry');
    });
  }

  test('leaves a lease whose holder gives signs of life', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, { ...ORDER, heartbeat: true });
    for (let beat = 0; beat < 12; beat++) {
      await test.clock.advance(LEASE_TIMES.heartbeatMs);
      assert.equal(test.guards.leases.beat(lease.id), true);
    }
    await test.clock.advance(LEASE_TIMES.heartbeatLostMs + LEASE_TIMES.monitorMs);
    assert.equal(test.guards.leases.beat(lease.id), false);
  });

  test('cancels what waits for people in the session', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, ORDER);
    const asked = await test.gateway.authorize(AGENT, propose('Bash', { command: 'npm install x' }), NO_WAIT);
    assert.equal(asked.verdict, 'require-approval');
    await test.guards.leases.revoke(BY, lease.id, 'enough');
    assert.deepEqual((await test.gateway.listApprovals({ statuses: ['pending'], limit: 5 })).length, 0);
  });

  test('kills even when nothing can be written, and the lease is not in force', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, ORDER);
    let killed = false;
    test.guards.leases.attach(lease.id, {
      kill: () => {
        killed = true;
      },
    });
    const { commit } = test.stores.ledger;
    Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
    await assert.rejects(test.guards.leases.revoke(BY, lease.id, 'enough'), { code: 'log.unwritable' });
    assert.equal(killed, true);
    assert.equal(test.guards.leases.factsOf(lease.id)?.live, false);
    Object.assign(test.stores.ledger, { commit });
  });

  test('tries a task again three times, and then not', async () => {
    const test = await open();
    const outcomes: (number | null)[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const { lease } = await test.guards.leases.grant(BY, { ...ORDER, attempt });
      test.guards.leases.attach(lease.id, {
        kill: () => undefined,
        ended: ({ retry }) => outcomes.push(retry?.waitMs ?? null),
        canRetry: true,
      });
      await test.clock.advance(LEASE_TIMES.usualMs + LEASE_TIMES.monitorMs);
    }
    assert.deepEqual(outcomes, [1_000, 2_000, 4_000, null, null]);
  });
});

describe('Renewal', () => {
  test('lets a lease go on for half an hour from now, sixteen times', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, ORDER);
    for (let times = 1; times <= 16; times++) {
      await test.clock.advance(LEASE_TIMES.usualMs - 10_000);
      const renewed = await test.guards.leases.renew(BY, lease.id);
      assert.equal(renewed.lease.terms.expiresAtMs, test.clock.nowMs() + LEASE_TIMES.usualMs);
    }
    await assert.rejects(test.guards.leases.renew(BY, lease.id), { code: 'lease.refused' });
    assert.equal((await test.stores.leases.find(lease.id))?.renewals, 16);
  });

  test('is refused once the lease has ended, for too long a time, and while everything is halted', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, ORDER);
    await assert.rejects(test.guards.leases.renew(BY, lease.id, LEASE_TIMES.longestMs + 1), { code: 'lease.refused' });
    await test.gateway.contain(OPERATOR, {
      verb: 'freeze',
      target: { kind: 'session', name: 'session-1' },
      reason: 'odd',
    });
    await assert.rejects(test.guards.leases.renew(BY, lease.id), { code: 'lease.refused' });
    await test.guards.leases.revoke(BY, lease.id, '');
    await assert.rejects(test.guards.leases.renew(BY, lease.id), { code: 'lease.ended' });
  });

  test('never brings back a lease that ended while it was written', async () => {
    const test = await open();
    const { lease } = await test.guards.leases.grant(BY, ORDER);
    const renewing = test.guards.leases.renew(BY, lease.id);
    const ending = test.guards.leases.revoke(BY, lease.id, '');
    await assert.rejects(renewing, { code: 'lease.ended' });
    await ending;
    assert.equal((await test.stores.leases.find(lease.id))?.end?.reason, 'revoked');
  });
});

describe('A restart', () => {
  test('keeps leases in force, and those revoked revoked', async () => {
    const first = await open();
    const kept = await first.guards.leases.grant(BY, ORDER);
    const gone = await first.guards.leases.grant(BY, { ...ORDER, session: 'session-2', task: 'run-2' });
    const child = narrowed(kept.token, { capabilities: ['file.read'] }, first.clock.nowMs() + 60_000);
    const childId = await first.guards.leases.resolve({ session: 'sub', token: child });
    await first.guards.leases.revoke(BY, gone.lease.id, '');
    await first.guards.leases.revoke(BY, childId ?? '', '');
    await first.close();
    const { logSigner, approvers, cipher } = first.ports;
    const second = await openTestGateway({
      stores: first.stores,
      clock: first.clock,
      ports: { logSigner, approvers, cipher, leaseTokens: tokens },
    });
    assert.equal(second.guards.leases.factsOf(kept.lease.id)?.live, true);
    assert.equal(await verdictOf(second, 'Write', { file_path: '/home/dev/x', content: '' }), 'lease.scope');
    assert.equal(await second.guards.leases.resolve({ session: 'sub', token: child }), childId);
    assert.equal(second.guards.leases.factsOf(childId)?.live, false);
    assert.equal(second.guards.leases.factsOf(gone.lease.id)?.live, false);
  });
});

describe('A token', () => {
  const soon = (test: TestGateway): number => test.clock.nowMs() + 60_000;

  test('is the lease it was issued for, and a narrowed one a narrower lease', async () => {
    const test = await open();
    const { lease, token } = await test.guards.leases.grant(BY, { ...ORDER, session: null });
    assert.equal(await test.guards.leases.resolve({ session: 's', token: token ?? '' }), lease.id);
    const child = narrowed(token, { capabilities: ['file.read'] }, soon(test));
    const read = { session: 'sub', lease: child };
    assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }, read), '');
    assert.equal(await verdictOf(test, 'Write', { file_path: '/work/app/a', content: '' }, read), 'lease.capability');
    assert.equal(test.guards.leases.list({ ended: false }).length, 2);
  });

  test('of another lease is refused in a session that has its own, one narrowed from its own is not', async () => {
    const test = await open();
    const own = await test.guards.leases.grant(BY, ORDER);
    const other = await test.guards.leases.grant(BY, { ...ORDER, session: null, task: 'run-2' });
    await assert.rejects(test.guards.leases.resolve({ session: 'session-1', token: other.token ?? '' }), {
      code: 'lease.refused',
    });
    const child = narrowed(own.token, {}, soon(test));
    assert.equal(typeof (await test.guards.leases.resolve({ session: 'session-1', token: child })), 'string');
  });

  test('that was changed, is of another key, or says something else, is refused', async () => {
    const test = await open();
    const { token } = await test.guards.leases.grant(BY, ORDER);
    const others = await leaseTokenSource(new Uint8Array(32).fill(9)).open();
    const foreign = others.issue(
      test.guards.leases.list({ ended: false })[0]?.id ?? '',
      narrowingBlock({}, soon(test)),
    );
    for (const bad of ['', 'x', foreign, `${token?.slice(0, -6)}AAAAAA`, 'a'.repeat(70_000)])
      await assert.rejects(test.guards.leases.resolve({ session: 's', token: bad }), { code: 'lease.refused' });
  });

  test('uses up what it was narrowed from, and ends with it', async () => {
    const test = await open();
    const { lease, token } = await test.guards.leases.grant(BY, {
      ...ORDER,
      session: null,
      terms: { limits: { calls: 2 } },
    });
    const child = narrowed(token, {}, soon(test));
    const grandchild = narrowed(child, {}, soon(test));
    assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }, { session: 'b', lease: grandchild }), '');
    assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }, { session: 'c', lease: child }), '');
    assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }, { session: 'd', lease: child }), 'lease.calls');
    await test.guards.leases.revoke(BY, lease.id, '');
    assert.deepEqual(test.guards.leases.list({ ended: false }), []);
  });

  test('whose block was revoked takes all that were narrowed behind it along, in whatever order they were shown', async () => {
    const test = await open();
    const { token } = await test.guards.leases.grant(BY, { ...ORDER, session: null });
    const child = narrowed(token, {}, soon(test));
    const first = narrowed(child, {}, soon(test));
    const second = narrowed(child, {}, soon(test));
    const early = await test.guards.leases.resolve({ session: 'a', token: first });
    const middle = await test.guards.leases.resolve({ session: 'b', token: child });
    await test.guards.leases.revoke(BY, middle ?? '', '');
    assert.equal(test.guards.leases.factsOf(early)?.live, false);
    await assert.rejects(test.guards.leases.resolve({ session: 'c', token: second }), { code: 'lease.refused' });
  });

  test('cannot reach beyond the workspace it was granted for, wherever it is carried', async () => {
    const test = await open();
    const { token } = await test.guards.leases.grant(BY, { ...ORDER, session: null });
    const elsewhere = { session: 'elsewhere', cwd: '/home/dev', workspace: '/home/dev', lease: token ?? '' };
    assert.equal(await verdictOf(test, 'Write', { file_path: '/home/dev/x', content: '' }, elsewhere), 'lease.scope');
  });
});

test('decisions under a lease and a budget are derived again from the log, byte for byte', async () => {
  const test = await open();
  await test.guards.leases.grant(BY, ORDER);
  const held = await test.guards.budgets.reserve(
    { principal: 'agent:test', session: 'session-1', task: 'session-1' },
    { tokens: 90_000, costMicros: 1 },
  );
  assert.ok(held.ok);
  await test.guards.budgets.settle(held.id, { tokens: 200_000, costMicros: 1 });
  for (const path of ['/home/dev/x', '/work/app/a']) await verdictOf(test, 'Write', { file_path: path, content: '' });
  const outcomes: string[] = [];
  const { ledger, policies } = test.stores;
  const ports = { ledger, policies, ...test.ports, preparePolicy: (bundle: string) => readyPolicy(JSON.parse(bundle)) };
  for await (const { outcome } of replayDecisions(ports, { fromIndex: 0, toIndex: test.gateway.health().log.size }))
    outcomes.push(outcome);
  assert.deepEqual(outcomes, ['same', 'same']);
});

test('what a running call holds neither ends a lease nor denies what else is done under it', async () => {
  const test = await open();
  const { lease } = await test.guards.leases.grant(BY, { ...ORDER, terms: { limits: { tokens: 100 } } });
  const holder = { principal: 'agent:test', session: 'session-1', task: 'session-1' };
  const held = await test.guards.budgets.reserve(holder, { tokens: 100, costMicros: 0 });
  assert.ok(held.ok);
  await test.clock.advance(LEASE_TIMES.monitorMs);
  assert.equal(test.guards.leases.find(lease.id).end, null);
  assert.equal(await verdictOf(test, 'Read', { file_path: 'a' }), '');
  const second = await test.guards.budgets.reserve(holder, { tokens: 1, costMicros: 0 });
  assert.equal(!second.ok && second.exhausted, `lease ${lease.id}`);
  await test.guards.budgets.settle(held.id, { tokens: 100, costMicros: 0 });
  assert.equal(await verdictOf(test, 'Read', { file_path: 'b' }), 'lease.tokens');
});

test('a holder that raises when it is told to hold still or to end stops nobody else from being told', async () => {
  const test = await open();
  const told: string[] = [];
  for (const task of ['a', 'b']) {
    const { lease } = await test.guards.leases.grant(BY, { ...ORDER, session: task, task });
    const raise = (word: string) => (): void => {
      told.push(`${word} ${task}`);
      throw new Error('it cannot');
    };
    test.guards.leases.attach(lease.id, { kill: raise('kill'), freeze: raise('freeze') });
  }
  await test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  assert.deepEqual(told, ['freeze a', 'freeze b']);
  await test.clock.advance(LEASE_TIMES.usualMs + LEASE_TIMES.monitorMs);
  assert.deepEqual(told.slice(2).toSorted(), ['kill a', 'kill b']);
});
