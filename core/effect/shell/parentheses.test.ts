import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairParentheses } from './parentheses.ts';

const CASES: readonly (readonly [string, readonly (readonly [number, number])[]])[] = [
  ['(a)', [[0, 2]]],
  [
    '((a) )',
    [
      [1, 3],
      [0, 5],
    ],
  ],
  [')(', []],
  ["'('()", [[3, 4]]],
  ['"(\\"("()', [[6, 7]]],
  ["'()", [[1, 2]]],
  ['\\(()', [[2, 3]]],
  ['# (\n()', [[4, 5]]],
  ['a # (', []],
  ['a#()', [[2, 3]]],
];

for (const [text, pairs] of CASES) {
  test(`pairs ${JSON.stringify(text)}`, () => assert.deepEqual([...pairParentheses(text)], pairs));
}
