import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingParenthesis } from './parentheses.ts';

const CASES: readonly (readonly [string, number | null])[] = [
  ['(a)', 2],
  ['((a) )b)', 5],
  ["('(')", 4],
  ["(')')", 4],
  ['("\\")")', 6],
  ["(')", 2],
  ['(\\))', 3],
  ['( # )\n)', 6],
  ['( # )', null],
  ['(a#)', 3],
  ['(a', null],
];

for (const [text, end] of CASES) {
  test(`closes ${JSON.stringify(text)} at ${end ?? 'no place'}`, () => {
    assert.equal(closingParenthesis(text, 0, 1_000).end, end);
  });
}

test('looks no further than it may, and says how far it looked', () => {
  assert.deepEqual(closingParenthesis('(abc)', 0, 3), { end: null, looked: 3 });
  assert.deepEqual(closingParenthesis('(abc)', 0, 5), { end: 4, looked: 4 });
  assert.deepEqual(closingParenthesis('x(a', 1, 9), { end: null, looked: 2 });
  assert.deepEqual(closingParenthesis('("abc', 0, 3), { end: null, looked: 3 });
});
