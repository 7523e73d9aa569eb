import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth } from '../terminal/display-width.ts';
import { pointAt } from './point-at.ts';

function point(text: string, meant: string, columns = 60): readonly string[] {
  const start = text.indexOf(meant);
  assert.ok(start >= 0);
  const { rows, missing } = pointAt(text, { start, end: start + meant.length }, { columns });
  const drawn = rows.flatMap(({ shown, under }) => [shown, under]);
  return missing === 0 ? drawn : [...drawn, `${missing} missing`];
}

test('underlines exactly the words meant', () => {
  assert.deepEqual(point('ls | sh', 'sh'), ['ls | sh', '     ^~']);
  assert.deepEqual(point('ls', 'l'), ['ls', '^']);
});

test('counts wide characters as two columns and marks as none', () => {
  assert.deepEqual(point('echo 日本 | sh', '日本'), ['echo 日本 | sh', '     ^~~~']);
  assert.deepEqual(point('echo 日本 | sh', 'sh'), ['echo 日本 | sh', '            ^~']);
  assert.deepEqual(point('e\u0301 | sh', 'sh'), ['e\u0301 | sh', '    ^~']);
  assert.deepEqual(point('echo 🙂 x', 'x'), ['echo 🙂 x', '        ^']);
});

test('draws tabs as arrows up to the next stop, and arrows by their code point', () => {
  assert.deepEqual(point('a\tb', 'b'), ['a→  b', '    ^']);
  assert.deepEqual(point('\trm x', 'rm'), ['→   rm x', '    ^~']);
  assert.deepEqual(point('a→b', 'b'), ['a\\u{2192}b', '         ^']);
});

test('shows what a terminal would hide, and keeps the carets in place', () => {
  assert.deepEqual(point('a\u202Eb', 'b'), ['a\\u{202e}b', '         ^']);
  assert.deepEqual(point('\u001b[2Kx', 'x'), ['\\u{1b}[2Kx', '         ^']);
  assert.deepEqual(point('\\u{41} x', 'x'), ['\\u{5c}u{41} x', '            ^']);
});

test('follows what is meant over lines, and leaves their indentation alone', () => {
  assert.deepEqual(point('x\ncat <<E\n  a\nE\ny', 'cat <<E\n  a\nE'), ['cat <<E', '^~~~~~~', '  a', '  ~', 'E', '~']);
  const { rows } = pointAt('a\nb\nc', { start: 2, end: 3 }, { columns: 60 });
  assert.deepEqual(rows, [{ shown: 'b', under: '^', line: 2 }]);
});

test('cuts a long line around what is meant, and never what is meant itself', () => {
  const long = `echo ${'a'.repeat(100)} | sh | ${'b'.repeat(100)}`;
  assert.deepEqual(point(long, 'sh', 40), [`…${'a'.repeat(13)} | sh | ${'b'.repeat(17)}…`, `${' '.repeat(17)}^~`]);
  const words = 'c'.repeat(50);
  assert.deepEqual(point(`${'a '.repeat(20)}${words} b`, words, 40), [
    `…${'a '.repeat(8)}${'c'.repeat(22)}`,
    `${' '.repeat(17)}^${'~'.repeat(21)}`,
    `${'c'.repeat(28)} b`,
    '~'.repeat(28),
  ]);
  assert.equal(point('d'.repeat(1_000), 'd'.repeat(1_000), 40).at(-1), '688 missing');
});

test('never draws a row wider than it may be, and carets only below something', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '日', '\n', '\u202e', '🙂', 'e\u0301', '\\u{'),
    maxLength: 120,
  });
  const property = fc.property(
    text,
    fc.nat(120),
    fc.nat(60),
    fc.integer({ min: 24, max: 80 }),
    (line, from, length, columns) => {
      const { rows } = pointAt(line, { start: from, end: from + length }, { columns });
      for (const { shown, under } of rows) {
        assert.ok(displayWidth(shown) <= columns, shown);
        assert.ok(under.length <= displayWidth(shown) + 1, `${shown}\n${under}`);
        assert.doesNotMatch(shown, /[\p{C}]/u);
      }
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});
