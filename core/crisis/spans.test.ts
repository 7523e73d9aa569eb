import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBefore } from './spans.ts';

test('counts the words before each place that stand in a span, those in two once', () => {
  assert.deepEqual(countBefore(4, []), [0, 0, 0, 0, 0]);
  const spans = [
    { from: 1, to: 3 },
    { from: 1, to: 2 },
  ];
  assert.deepEqual(countBefore(4, spans), [0, 0, 1, 2, 2]);
});
