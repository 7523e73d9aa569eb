import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineDiff, readUnifiedDiff } from './line-diff.ts';

test('numbers the lines of both texts', () => {
  const lines = lineDiff('a\nb\nc\n', 'a\nx\nc\n');
  assert.deepEqual(
    lines.map(({ kind, text, before, after }) => [kind, text, before, after]),
    [
      ['same', 'a', 1, 1],
      ['removed', 'b', 2, null],
      ['added', 'x', null, 2],
      ['same', 'c', 3, 3],
    ],
  );
});

test('holds both texts whole, whatever they are', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const side = (left: 'added' | 'removed') =>
        lines
          .filter(({ kind }) => kind !== left)
          .map((line) => `${line.text}\n`)
          .join('');
      assert.equal(side('added'), before);
      assert.equal(side('removed'), after);
    }),
  );
});

test('reads the numbers of a unified diff', () => {
  const lines = readUnifiedDiff('--- a/x\n+++ b/x\n@@ -3,2 +3,2 @@\n same\n-old\n+new');
  assert.deepEqual(lines.at(-1), { kind: 'added', text: 'new', before: null, after: 4 });
  assert.deepEqual(lines.at(-2), { kind: 'removed', text: 'old', before: 4, after: null });
});
