import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth, stripStyle } from './display-width.ts';
import { formatCountdown, formatDuration, formatTime } from './format-time.ts';
import { renderTable } from './render-table.ts';
import { createStyle } from './style.ts';
import type { Output } from './terminal.ts';
import { cutLines, wrapWords } from './wrap-text.ts';

const UUID = '0199a2b4-7c11-7e3a-8f00-2b6d5e9c1a01';
const PIPE = { output: { write: () => true } };

function terminalOf(columns: number): { readonly output: Output } {
  return { output: { write: () => true, isTTY: true, columns } };
}

test('counts a countdown in whole seconds, rounded up, and stops at zero', () => {
  assert.equal(formatCountdown(60_000, 0), '1:00');
  assert.equal(formatCountdown(60_000, 18_500), '0:42');
  assert.equal(formatCountdown(60_000, 59_999), '0:01');
  assert.equal(formatCountdown(60_000, 60_000), '0:00');
  assert.equal(formatCountdown(60_000, 90_000), '0:00');
});

test('writes durations in their two largest units', () => {
  const shown = [0, 999, 4_200, 59_000, 185_000, 7_800_000, 273_600_000].map(formatDuration);
  assert.deepEqual(shown, ['0 ms', '999 ms', '4.2 s', '59 s', '3 min 5 s', '2 h 10 min', '3 d 4 h']);
  assert.match(formatTime(0), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u);
});

test('aligns tables by what is seen, not by bytes, and ends no line in a space', () => {
  const { red } = createStyle(true);
  const table = renderTable({
    headings: ['ID', 'WHAT'],
    rows: [
      [red('ab'), 'x'],
      ['日本', 'y'],
      ['long id', ''],
    ],
    page: PIPE,
  });
  const lines = table.split('\n').map(stripStyle);
  assert.deepEqual(lines, ['ID       WHAT', 'ab       x', '日本     y', 'long id']);
});

test('folds the widest columns of a table in a narrow terminal, keeps words whole, and never writes a line that is wider', () => {
  const headings = ['ID', 'SCOPES', 'UNTIL'];
  const rows = [['3f9a01c2d4e5', 'decide, outcome, approve, read', '2026-11-20 21:13:17']];
  const folded = renderTable({ headings, rows, page: terminalOf(50) }).split('\n');
  assert.deepEqual(folded, [
    'ID            SCOPES             UNTIL',
    '3f9a01c2d4e5  decide, outcome,   2026-11-20',
    '              approve, read      21:13:17',
  ]);
  const blocks = renderTable({
    headings,
    rows: [
      [UUID, ...(rows[0] ?? []).slice(1)],
      ['b', '', 'c'],
    ],
    page: terminalOf(45),
  }).split('\n');
  assert.deepEqual(blocks, [
    `ID      ${UUID}`,
    'SCOPES  decide, outcome, approve, read',
    'UNTIL   2026-11-20 21:13:17',
    '',
    'ID      b',
    'UNTIL   c',
  ]);
  const property = fc.property(
    fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 3 })),
    fc.integer({ min: 40, max: 120 }),
    (cells, columns) => {
      const rows = cells.map((row) => row.map((cell) => cell.replaceAll(/[\n\u001b]/gu, ' ')));
      const lines = renderTable({ headings, rows, page: terminalOf(columns) }).split('\n');
      assert.ok(lines.every((line) => displayWidth(line) <= columns));
      const letters = (text: string): string => text.replaceAll(/\s/gu, '');
      const shown = letters(lines.join(''));
      for (const cell of rows.flat()) for (const letter of letters(cell)) assert.ok(shown.includes(letter));
    },
  );
  fc.assert(property);
});

test('writes a row of a table on one line where nobody reads it at a terminal', () => {
  const wide = renderTable({ headings: ['A', 'B'], rows: [['x '.repeat(100).trim(), 'y']], page: PIPE });
  assert.equal(wide.split('\n').length, 2);
});

test('cuts lines at exact columns and loses nothing', () => {
  assert.deepEqual(cutLines('abcdefghij\nk', 8), ['abcdefgh', 'ij', 'k']);
  assert.deepEqual(cutLines('日本語日本語', 8), ['日本語日', '本語']);
  const property = fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 8, max: 40 }), (text, columns) => {
    const lines = cutLines(text, columns);
    assert.equal(lines.join(''), text.replaceAll('\n', ''));
    assert.ok(lines.every((line) => displayWidth(line) <= columns));
  });
  fc.assert(property);
});

test('wraps prose at spaces', () => {
  assert.equal(wrapWords('one two three', { columns: 8 }), 'one two\nthree');
  assert.equal(wrapWords('overlongword x', { columns: 4 }), 'overlongword\nx');
});

test('styles nothing when styling is off', () => {
  assert.equal(createStyle(false).red('x'), 'x');
  assert.equal(createStyle(true).red('x'), '\u001b[31mx\u001b[39m');
});
