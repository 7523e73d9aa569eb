import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingQuote, scanJson } from './scan-json.ts';

test('counts brackets and colons outside strings', () => {
  assert.deepEqual(scanJson('{"a:{[":[1,{"b":"\\"}:"}],"c":{}}'), { depth: 3, members: 3 });
  assert.deepEqual(scanJson('[]'), { depth: 1, members: 0 });
  assert.deepEqual(scanJson('[[],[[]]]'), { depth: 3, members: 0 });
  assert.deepEqual(scanJson(''), { depth: 0, members: 0 });
});

test('is total for text that is no JSON', () => {
  assert.deepEqual(scanJson('}}]"no end: {'), { depth: 0, members: 0 });
});

test('finds the quote that ends a string, behind any number of backslashes', () => {
  for (const [text, end] of [
    ['"a"', 2],
    ['"\\""', 3],
    ['"\\\\""', 3],
    ['"\\\\\\""', 5],
    ['"a', 2],
  ] as const)
    assert.equal(closingQuote(text, 0), end, text);
});
