import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLAN_MAXIMA, type PlanFactors, planPoints } from './plan-points.ts';

const NONE: PlanFactors = {
  fileOperations: 0,
  dependencies: 0,
  refactoringScope: 0,
  breakingChanges: 0,
  securityImpact: 0,
  complexity: 0,
};

test('has the maxima of the model: 35, 25, 20, 15, 15, 10', () => {
  assert.deepEqual(Object.values(PLAN_MAXIMA), [35, 25, 20, 15, 15, 10]);
});

test('adds the factors, each cut to its maximum and all to 100', () => {
  assert.equal(planPoints(NONE), 0);
  assert.equal(planPoints({ ...NONE, fileOperations: 20, complexity: 5 }), 25);
  assert.equal(planPoints({ ...NONE, dependencies: 26 }), 25);
  assert.equal(planPoints(PLAN_MAXIMA), 100);
});

test('counts what is no number as its maximum and a negative factor as nothing', () => {
  assert.equal(planPoints({ ...NONE, securityImpact: Number.NaN }), 15);
  assert.equal(planPoints({ ...NONE, complexity: Number.POSITIVE_INFINITY }), 10);
  assert.equal(planPoints({ ...NONE, complexity: -5, dependencies: 3 }), 3);
});
