import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJudge } from './judge-line.ts';
import { fuzz } from './shell-fuzz.ts';

const judge = await openJudge();

test('no change that keeps a line dangerous gets it allowed, and none makes the analyser throw', () => {
  const { allowed, thrown } = fuzz(judge, { count: 6_000, seed: 20_261_121 });
  assert.deepEqual(allowed, []);
  assert.deepEqual(thrown, []);
});

test('a line that is let through is found', () => {
  const report = fuzz(() => judge('ls'), { count: 10, seed: 1 });
  assert.equal(report.allowed.length, 10);
});

test('an analyser that throws is found', () => {
  const report = fuzz(
    () => {
      throw new Error('broken');
    },
    { count: 10, seed: 1 },
  );
  assert.equal(report.thrown.length, 10);
});
