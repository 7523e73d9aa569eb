import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uncoveredPlaces } from './core-coverage.ts';

const COVERED = ['TN:', 'SF:core/a.ts', 'DA:1,4', 'BRDA:1,0,0,4', 'BRDA:7,1,0,2', 'end_of_record'];

test('names no place where every branch was taken', () => {
  assert.deepEqual(uncoveredPlaces(COVERED.join('\n'), ['core/a.ts']), []);
});

test('names the line of a branch that no test took, once, whether it was skipped or never reached', () => {
  const more = ['SF:core/b.ts', 'BRDA:3,0,0,1', 'BRDA:5,1,0,0', 'BRDA:5,2,0,0', 'BRDA:9,3,0,-', 'end_of_record'];
  const lcov = [...COVERED, ...more].join('\n');
  assert.deepEqual(uncoveredPlaces(lcov, ['core/a.ts', 'core/b.ts']), ['core/b.ts:5', 'core/b.ts:9']);
});

test('names a file that no test loads', () => {
  assert.deepEqual(uncoveredPlaces(COVERED.join('\n'), ['core/a.ts', 'core/c.ts']), ['core/c.ts']);
});
