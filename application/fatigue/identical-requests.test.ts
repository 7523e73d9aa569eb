import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApprovalScope } from '../../core/approval/approval.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  LONG_WAIT,
  NO_WAIT,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import type { Authorization } from '../gateway.ts';

async function pendingOf({ gateway }: TestGateway): Promise<readonly string[]> {
  const views = await gateway.listApprovals({ statuses: ['pending'], limit: 100, order: 'oldest', after: null });
  return views.map(({ request }) => request.id);
}

/** Identical calls at once, and what people say to the one prompt. */
async function together(
  gate: TestGateway,
  said: { readonly answer?: 'approve' | 'deny'; readonly scope?: ApprovalScope } | null,
  length = 3,
): Promise<readonly Authorization[]> {
  const calls = Array.from({ length }, () =>
    gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), LONG_WAIT),
  );
  await settle(20);
  const [only = '', ...others] = await pendingOf(gate);
  assert.deepEqual(others, []);
  if (said === null) await gate.clock.advance(60_000);
  else await gate.approve(only, said);
  const answers = await Promise.all(calls);
  assert.deepEqual(await pendingOf(gate), []);
  return answers;
}

test('asks once about identical calls, and once is for the first only', async () => {
  const gate = await openTestGateway();
  const [first, ...others] = await together(gate, { scope: 'action' });
  assert.equal(first?.verdict, 'allow');
  for (const { verdict, decision } of others) {
    assert.equal(verdict, 'deny');
    assert.match(decision.reason, /the approval was for the first only/u);
  }
});

test('lets all of them run when the approval is for the session', async () => {
  const gate = await openTestGateway();
  const answers = await together(gate, { scope: 'session' }, 2);
  assert.deepEqual(
    answers.map(({ verdict }) => verdict),
    ['allow', 'allow'],
  );
});

test('holds to it that the same call three times in a row is a loop, which no grant covers', async () => {
  const gate = await openTestGateway();
  const answers = await together(gate, { scope: 'session' });
  assert.deepEqual(
    answers.map(({ verdict }) => verdict),
    ['allow', 'deny', 'deny'],
  );
});

test('lets none of them run when the answer is no, or none', async () => {
  const denied = await together(await openTestGateway(), { answer: 'deny' });
  assert.deepEqual(
    denied.map(({ verdict }) => verdict),
    ['deny', 'deny', 'deny'],
  );
  const silent = await together(await openTestGateway(), null);
  assert.deepEqual(
    silent.map(({ verdict }) => verdict),
    ['deny', 'deny', 'deny'],
  );
});

test('tells one that does not wait of the prompt there is, and records it as over', async () => {
  const gate = await openTestGateway();
  const first = gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), LONG_WAIT);
  await settle(10);
  const second = await gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const [only = ''] = await pendingOf(gate);
  assert.deepEqual([second.verdict, second.approval?.request.id], ['require-approval', only]);
  assert.equal((await gate.stores.actions.find(second.action.id))?.status, 'denied');
  await gate.approve(only);
  assert.equal((await first).verdict, 'allow');
});

test('asks anew about another call, another session, and once the first was answered', async () => {
  const gate = await openTestGateway();
  const wait = { waitMs: 30_000, signal: null };
  const calls = [
    gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), wait),
    gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm run build' }), wait),
    gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }, { session: 'session-2' }), wait),
  ];
  await settle(20);
  const pending = await pendingOf(gate);
  assert.equal(pending.length, 3);
  for (const id of pending) await gate.approve(id);
  for (const each of await Promise.all(calls)) assert.equal(each.verdict, 'allow');
  const again = await gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm run build' }), NO_WAIT);
  assert.equal(again.approval?.request.status, 'pending');
});
