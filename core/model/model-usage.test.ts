import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUsage, NO_USAGE, tokensOf } from './model-usage.ts';

test('counts tokens of every kind alike', () => {
  const usage = { input: 1, output: 20, cacheRead: 300, cacheWrite: 4_000 };
  assert.equal(tokensOf(usage), 4_321);
  assert.deepEqual(addUsage(usage, usage), { input: 2, output: 40, cacheRead: 600, cacheWrite: 8_000 });
  assert.equal(tokensOf(NO_USAGE), 0);
});
