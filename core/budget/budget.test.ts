import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Budget, DEFAULT_LIMITS, remaining, reserve, settle } from './budget.ts';

const none = { tokens: 0, costMicros: 0 };
const budget = (scope: string, limit: Budget['limit']): Budget => ({ scope, limit, used: none, held: none });
const both = [budget('day', DEFAULT_LIMITS.day), budget('task', DEFAULT_LIMITS.task)];

test('leaves the least of all budgets', () => {
  assert.deepEqual(remaining(both), DEFAULT_LIMITS.task);
  assert.deepEqual(remaining([]), { tokens: Number.MAX_SAFE_INTEGER, costMicros: Number.MAX_SAFE_INTEGER });
});

test('holds an amount of every budget, to the last token and no further', () => {
  const first = reserve(both, DEFAULT_LIMITS.task);
  assert.ok(first.ok);
  assert.deepEqual(remaining(first.budgets), none);
  assert.deepEqual(reserve(first.budgets, { tokens: 1, costMicros: 0 }), { ok: false, exhausted: 'task' });
  assert.deepEqual(reserve(both, { tokens: 0, costMicros: DEFAULT_LIMITS.task.costMicros + 1 }), {
    ok: false,
    exhausted: 'task',
  });
});

test('refuses to hold a negative amount, which would make room', () => {
  assert.equal(reserve(both, { tokens: -1, costMicros: 0 }).ok, false);
});

test('books what was used, also when it is more than was held, and never frees below zero', () => {
  const held = reserve(both, { tokens: 10, costMicros: 10 });
  assert.ok(held.ok);
  const settled = settle(held.budgets, {
    held: { tokens: 20, costMicros: 10 },
    used: { tokens: 200_000, costMicros: 5 },
  });
  assert.deepEqual(settled[1]?.held, none);
  assert.equal(remaining(settled).tokens, 0);
});
