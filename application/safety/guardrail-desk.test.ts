import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { REVIEW_WITHIN_MS } from '../../core/incident/breakers.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import type { GatewayEvent } from '../event-hub.ts';

const ORDER = { principal: 'agent:test', session: 'session-1', task: 'run-1', workspace: '/work/app' } as const;

/** What is contained, as short texts. */
function contained({ gateway }: TestGateway): readonly string[] {
  const { halt, containments } = gateway.currentEmergency();
  return [
    ...(halt === null ? [] : [`halt by ${halt.source}`]),
    ...containments.map(({ verb, target }) => `${verb} ${target.kind} ${target.name}`),
  ];
}

async function report(
  test: TestGateway,
  ...[path, result, error]: [string, 'completed' | 'failed', (string | null)?]
): Promise<void> {
  const { action } = await test.gateway.authorize(AGENT, propose('Read', { file_path: path }), NO_WAIT);
  const by = { actionId: action.id };
  await test.gateway.reportOutcome(AGENT, { by, result, error: error ?? null, durationMs: null, response: null });
}

describe('Breakers of outcomes', () => {
  test('quarantine a tool at its third crash within ten minutes', async () => {
    const test = await openTestGateway();
    for (const path of ['a', 'b']) await report(test, path, 'failed', 'crashed');
    assert.deepEqual(contained(test), []);
    await report(test, 'c', 'failed', 'crashed');
    assert.deepEqual(contained(test), ['quarantine tool Read']);
    const { verdict } = await test.gateway.authorize(AGENT, propose('Read', { file_path: 'd' }), NO_WAIT);
    assert.equal(verdict, 'deny');
  });

  test('mute a principal of which more than 40 % of at least twenty actions failed', async () => {
    const test = await openTestGateway();
    for (let number = 0; number < 11; number++) await report(test, `ok-${number}`, 'completed');
    for (let number = 0; number < 8; number++) await report(test, `bad-${number}`, 'failed');
    assert.deepEqual(contained(test), []);
    await report(test, 'last', 'failed');
    assert.deepEqual(contained(test), ['mute principal agent:test']);
  });
});

describe('The kill switch', () => {
  test('halts when the budget of the day is used up', async () => {
    const { guards, ...test } = await openTestGateway();
    const holder = { principal: 'agent:test', session: 's', task: 't' };
    await guards.budgets.setLimit('human:operator', 'task', { tokens: 900_000, costMicros: 90_000_000 });
    const held = await guards.budgets.reserve(holder, { tokens: 500_000, costMicros: 0 });
    assert.ok(held.ok);
    assert.equal(test.gateway.currentEmergency().halt, null);
    await guards.budgets.settle(held.id, { tokens: 500_000, costMicros: 0 });
    assert.equal(test.gateway.currentEmergency().halt?.source, 'breaker');
  });

  test('halts at an error that nobody knows, and at none that somebody does', async () => {
    const test = await openTestGateway();
    await assert.rejects(test.gateway.authorize(AGENT, propose('Read', {}, { cwd: 'relative' }), NO_WAIT));
    assert.deepEqual(contained(test), []);
    Object.assign(test.stores.approvals, { listUsable: () => Promise.reject(new TypeError('a mistake of ours')) });
    await assert.rejects(test.gateway.authorize(AGENT, propose('Bash', { command: 'npm install x' }), NO_WAIT));
    assert.deepEqual(contained(test), ['halt by breaker']);
  });

  test('freezes a task at its third failed try, and halts at the third task that failed in a row', async () => {
    const test = await openTestGateway();
    const { leases } = test.guards;
    for (let number = 1; number <= 3; number++) {
      const { lease } = await leases.grant('human:operator', { ...ORDER, durationMs: 1_000, session: `s-${number}` });
      leases.attach(lease.id, { kill: () => undefined, canRetry: true });
      await test.clock.advance(6_000);
      assert.deepEqual(contained(test), number < 3 ? [] : ['freeze session s-3']);
    }
    for (let number = 1; number <= 3; number++) {
      await leases.grant('human:operator', { ...ORDER, durationMs: 1_000, task: `other-${number}` });
      await test.clock.advance(6_000);
    }
    assert.ok(contained(test).includes('halt by breaker'));
  });

  test('counts a task that people ended for nothing, and begins anew after one that was done', async () => {
    const test = await openTestGateway();
    const { leases } = test.guards;
    const one = async (task: string): Promise<string> =>
      (await leases.grant('human:operator', { ...ORDER, session: task, task, durationMs: 1_000 })).lease.id;
    for (const task of ['a', 'b']) {
      await one(task);
      await test.clock.advance(6_000);
    }
    await leases.revoke('human:operator', await one('c'), '');
    await leases.finish('agent:test', await one('d'));
    for (const task of ['e', 'f']) {
      await one(task);
      await test.clock.advance(6_000);
    }
    assert.deepEqual(contained(test), []);
    await one('g');
    await test.clock.advance(6_000);
    assert.deepEqual(contained(test), ['halt by breaker']);
  });
});

describe('A trip', () => {
  test('is in force before the signal returns, told to whoever runs, on record after, and due for review', async () => {
    const test = await openTestGateway();
    const { lease } = await test.guards.leases.grant('human:operator', ORDER);
    const seen: string[] = [];
    test.gateway.subscribe((event: GatewayEvent) => {
      if (event.kind === 'guardrail') seen.push(`${event.verb} ${event.target}`);
    });
    test.guards.leases.attach(lease.id, { kill: () => undefined, freeze: () => void seen.push('frozen') });
    test.guards.guardrails.signal({ kind: 'unexpected-egress', about: 'session-1', ok: false });
    assert.deepEqual(contained(test), ['freeze session session-1']);
    assert.deepEqual(seen, ['frozen', 'freeze session session-1']);
    const [review] = test.gateway.listReviews();
    assert.equal(review?.reviewByMs, test.clock.nowMs() + REVIEW_WITHIN_MS.containment);
    await settle();
    const entries = await test.stores.ledger.readEntries({ fromIndex: 0, limit: 100 });
    const types = entries.map(({ text }) => String(JSON.parse(text).type));
    assert.ok(types.indexOf('guardrail.tripped') > types.indexOf('emergency.changed'));
    await test.gateway.lift(
      OPERATOR,
      { kind: 'session', name: 'session-1' },
      'it was looked at, and nothing was wrong',
    );
    assert.deepEqual(test.gateway.listReviews(), []);
  });

  test('happens once for what is contained already', async () => {
    const test = await openTestGateway();
    for (let times = 0; times < 3; times++)
      test.guards.guardrails.signal({ kind: 'attestation', about: 'session-1', ok: false });
    assert.deepEqual(contained(test), ['freeze session session-1']);
  });

  test('stops everything where no more can be contained', async () => {
    const test = await openTestGateway();
    for (let number = 0; number < 1_000; number++)
      void test.gateway
        .contain(OPERATOR, { verb: 'block', target: { kind: 'host', name: `h${number}` }, reason: 'x' })
        .catch(() => undefined);
    test.guards.guardrails.signal({ kind: 'unexpected-egress', about: 'session-1', ok: false });
    assert.equal(test.gateway.currentEmergency().halt?.source, 'breaker');
    await settle(40);
  });

  test('holds even when nothing can be written', async () => {
    const test = await openTestGateway();
    Object.assign(test.stores.ledger, { commit: () => Promise.reject(new Error('no space')) });
    test.guards.guardrails.signal({ kind: 'day-budget', about: 'day', ok: false });
    await settle();
    assert.deepEqual(contained(test), ['halt by breaker']);
    assert.equal((await test.gateway.check(AGENT, propose('Read', { file_path: 'a' }))).decision.verdict, 'deny');
  });
});
