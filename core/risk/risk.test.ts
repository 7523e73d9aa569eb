import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLAN_MAXIMA, planPoints } from './plan-points.ts';
import { riskLevelOf } from './risk.ts';

test('puts every border where the model has it', () => {
  const borders = [0, 10, 11, 30, 31, 65, 66, 89, 90, 100];
  assert.deepEqual(borders.map(riskLevelOf), [
    'none',
    'none',
    'low',
    'low',
    'medium',
    'medium',
    'high',
    'high',
    'critical',
    'critical',
  ]);
});

test('adds the factors of a plan up to its maxima, 120, and caps them at 100', () => {
  assert.equal(planPoints(PLAN_MAXIMA), 100);
  assert.equal(planPoints({ ...PLAN_MAXIMA, fileOperations: 0 }), 85);
  assert.equal(
    planPoints({
      fileOperations: 36,
      dependencies: 0,
      refactoringScope: 0,
      breakingChanges: 0,
      securityImpact: 0,
      complexity: 0,
    }),
    35,
  );
});

test('takes a factor that is no number for its maximum, and a negative one for nothing', () => {
  const none = {
    fileOperations: 0,
    dependencies: 0,
    refactoringScope: 0,
    breakingChanges: 0,
    securityImpact: 0,
    complexity: 0,
  };
  assert.equal(planPoints({ ...none, dependencies: Number.NaN }), 25);
  assert.equal(planPoints({ ...none, complexity: -5 }), 0);
});
