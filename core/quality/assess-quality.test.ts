import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assessQuality, judgeQuality } from './assess-quality.ts';

const all = (value: number): Parameters<typeof assessQuality>[0] => ({
  completeness: value,
  specificity: value,
  feasibility: value,
  safety: value,
  clarity: value,
});

test('weighs the dimensions to hundredths, rounded down', () => {
  assert.equal(assessQuality(all(100)), 100);
  assert.equal(assessQuality(all(0)), 0);
  assert.equal(assessQuality({ ...all(100), completeness: 0 }), 70);
  assert.equal(assessQuality({ ...all(75), clarity: 74 }), 74);
});

test('counts a dimension out of range, or no number, as nothing', () => {
  assert.equal(assessQuality({ ...all(100), safety: 101 }), 85);
  assert.equal(assessQuality({ ...all(100), safety: Number.NaN }), 85);
});

test('denies below 0.60, asks below 0.75, passes from there on', () => {
  const strict = { acceptsFair: false };
  assert.deepEqual(
    [59, 60, 74, 75].map((score) => judgeQuality(score, strict)),
    ['deny', 'require-approval', 'require-approval', 'pass'],
  );
  assert.deepEqual(
    [59, 60, 74, 75].map((score) => judgeQuality(score, { acceptsFair: true })),
    ['deny', 'pass', 'pass', 'pass'],
  );
  assert.equal(judgeQuality(Number.NaN, strict), 'deny');
});
