import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tighterLimits } from './tighter-limits.ts';

const LIMITS = {
  ...{ wallMs: 10, cpuMs: 20, memoryBytes: 30, tasks: 40, outputBytes: 50, fileBytes: 60, temporaryBytes: 70 },
};

test('lets a program narrow the limits of its sandbox and never widen them', () => {
  assert.deepEqual(tighterLimits(LIMITS), LIMITS);
  assert.deepEqual(tighterLimits(LIMITS, {}), LIMITS);
  assert.deepEqual(tighterLimits(LIMITS, { wallMs: 1, outputBytes: 2 }), { ...LIMITS, wallMs: 1, outputBytes: 2 });
  assert.deepEqual(tighterLimits(LIMITS, { wallMs: 11, outputBytes: 51 }), LIMITS);
});
