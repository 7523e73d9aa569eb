import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { printable } from './printable.ts';

test('keeps what people can see', () => {
  for (const text of ['', 'rm -rf build/', 'Grüße, 世界 👋', 'a "b" \\ c']) assert.equal(printable(text), text);
});

test('shows what is hidden', () => {
  assert.equal(printable('\u001b[31mred\u001b[0m'), '\\u{1b}[31mred\\u{1b}[0m');
  assert.equal(printable('a\r\nb\u0085c\u2028d'), 'a\\u{d}\\u{a}b\\u{85}c\\u{2028}d');
  assert.equal(printable('x\u{e0041}\ufeff\ud800'), 'x\\u{e0041}\\u{feff}\\u{d800}');
});

test('ends long text with an ellipsis', () => {
  assert.equal(printable('abcdef', 5), 'abcde…');
  assert.equal(printable('abcde', 5), 'abcde');
});

test('never lets through a control character, and never more than the limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const shown = printable(text, 20);
      assert.equal(/[\p{Cc}\p{Zl}\p{Zp}]/u.test(shown), false);
      assert.ok([...shown].length <= 20 * 10 + 1);
      assert.equal(shown.isWellFormed(), true);
    }),
    { numRuns: 1_000 },
  );
});
