import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { visibleRows } from './visible-rows.ts';
import { isShownAsItIs, visibleText } from './visible-units.ts';

const BODY = ['MC4CAQAwBQYDK2VwBCIEIMmP6WGs5O5e+FanNE1GCBkVhz5p81h+99uPoAhlB/zH', 'qZ3x7Lk9'.repeat(8)];
const key = (...body: readonly string[]): string =>
  ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----'].join('\n');
const HIDDEN = '⟨redacted private-key, 64 characters⟩';

describe('Lines of a text', () => {
  test('hold no line of a private key, and everything that stands around it', () => {
    const [first = '', second = ''] = BODY;
    assert.deepEqual(visibleRows(`a=1\n${key(first, second)}\nrm -r src`), [
      'a=1',
      '-----BEGIN PRIVATE KEY-----',
      HIDDEN,
      HIDDEN,
      '-----END PRIVATE KEY-----',
      'rm -r src',
    ]);
    const five = visibleRows(key(first, second, second, second, second, second, first), { indent: 2, head: 'key = ' });
    assert.equal(five[0], '  key = -----BEGIN PRIVATE KEY-----');
    assert.deepEqual(five.slice(1, 7), [
      ...Array.from({ length: 4 }, () => `  ${HIDDEN}`),
      '  ⟨the line above 2 times more⟩',
      `  ${HIDDEN}`,
    ]);
    for (const rows of [visibleRows(`${key(first)}\n${key(second)}`), visibleRows(key(first).replaceAll('\n', '\\n'))])
      for (const row of rows) assert.ok(!row.includes(first.slice(4, 40)) && !row.includes(second), row);
  });

  test('stand as they are where nothing in them could hide', () => {
    const plain = ['const a = 1;', '', 'x'.repeat(72), `a${' '.repeat(32)}b`, ' indented', '~!@#$%^&*()_+{}|:"<>?'];
    assert.deepEqual(visibleRows(plain.join('\n')), plain);
    for (const line of plain) assert.equal(isShownAsItIs(line), true, line);
    for (const line of ['a ', `a${' '.repeat(33)}b`, 'a\tb', 'a\u007f', '\u00e9', 'a\nb', '⟨', ' '])
      assert.equal(isShownAsItIs(line), false, JSON.stringify(line));
    assert.deepEqual(visibleRows('a \nb'), ['a⟨1 space⟩', 'b']);
    assert.deepEqual(visibleRows('x'.repeat(72), { head: 'n = ' }), [`n = ${'x'.repeat(68)}`, '↳ xxxx']);
    assert.deepEqual(visibleRows('x'.repeat(70), { indent: 2 }), [`  ${'x'.repeat(70)}`]);
  });

  test('that are taken as they are would be shown the same', () => {
    const unit = fc.constantFrom('a', 'Z', '9', ' ', '        ', '\t', '⟨', '\u0430', '/', '\u200b', '~');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (line) => {
        if (isShownAsItIs(line)) assert.equal(visibleText(line), line);
      }),
      { numRuns: 1_000 },
    );
  });
});
