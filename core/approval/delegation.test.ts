import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Delegation, delegationProblems, isWithin, LONGEST_DELEGATION_MS } from './delegation.ts';

const GIVEN: Delegation = { id: '1', from: 'human:ada', to: 'human:bob', fromMs: 1_000, untilMs: 2_000 };
const ACCOUNTS = new Map([['human:ada-chat', 'human:ada']]);

function problems(changes: Partial<Delegation> = {}, known: readonly Delegation[] = [], nowMs = 1_000): number {
  const personOf = (principal: string): string => ACCOUNTS.get(principal) ?? principal;
  return delegationProblems({ ...GIVEN, ...changes }, known, { nowMs, personOf }).length;
}

test('lets one person stand in for another for up to thirty days from now or from its start', () => {
  assert.equal(problems(), 0);
  assert.equal(problems({ untilMs: 1_000 + LONGEST_DELEGATION_MS }), 0);
  assert.equal(problems({ untilMs: 1_001 + LONGEST_DELEGATION_MS }), 1);
  assert.equal(problems({ fromMs: 5_000, untilMs: 5_000 + LONGEST_DELEGATION_MS }), 0);
  assert.equal(problems({ fromMs: 0, untilMs: 1_001 + LONGEST_DELEGATION_MS }), 1);
});

test('refuses one to oneself through whichever account, and one that is over or ends before it begins', () => {
  assert.equal(problems({ to: 'human:ada' }), 1);
  assert.equal(problems({ to: 'human:ada-chat' }), 1);
  assert.equal(problems({}, [], 2_000), 1);
  assert.equal(problems({ fromMs: 2_000 }), 1);
});

test('refuses chains at both ends, but only while they overlap', () => {
  const toAda = { ...GIVEN, id: '2', from: 'human:eve', to: 'human:ada-chat' };
  const ofBob = { ...GIVEN, id: '3', from: 'human:bob', to: 'human:eve' };
  assert.equal(problems({}, [toAda]), 1);
  assert.equal(problems({}, [ofBob]), 1);
  assert.equal(problems({}, [toAda, ofBob]), 2);
  assert.equal(problems({}, [{ ...toAda, fromMs: 2_000, untilMs: 3_000 }]), 0);
  assert.equal(problems({}, [{ ...ofBob, fromMs: 0, untilMs: 1_000 }]), 0);
});

test('holds from its start and not at its end', () => {
  assert.deepEqual(
    [999, 1_000, 1_999, 2_000].map((nowMs) => isWithin(GIVEN, nowMs)),
    [false, true, true, false],
  );
});
