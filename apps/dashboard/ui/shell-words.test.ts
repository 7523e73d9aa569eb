import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shellWords } from './shell-words.ts';

test('loses no character of any line', () => {
  const line = fc.string({ unit: fc.constantFrom(...'ab $"\'|&;<>(){}\\\n-=x'), maxLength: 40 });
  fc.assert(
    fc.property(line, (text) =>
      assert.equal(
        shellWords(text)
          .map((word) => word.text)
          .join(''),
        text,
      ),
    ),
  );
});

test('finds programs, options, quotations and operators', () => {
  const kinds = shellWords('A=1 curl -s "$URL" | sh')
    .filter(({ kind }) => kind !== 'blank')
    .map(({ kind, text }) => `${kind} ${text}`);
  assert.deepEqual(kinds, ['text A=1', 'program curl', 'option -s', 'quoted "$URL"', 'operator |', 'program sh']);
});
