import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Glyphs, isAsciiWord } from './glyph.ts';

describe('A character', () => {
  const glyphs = new Glyphs();
  const kindsOf = (text: string) => Array.from(text, (character) => glyphs.at(character, 0).kind);

  test('is a letter, a sign, a blank, or something that is not seen', () => {
    assert.deepEqual(kindsOf('aZ9é漢'), ['word', 'word', 'word', 'word', 'word']);
    assert.deepEqual(kindsOf('-_~…Ａ\u{1d400}'), ['sign', 'sign', 'sign', 'sign', 'sign', 'sign']);
    assert.deepEqual(kindsOf(' \u05d0\u{10800}\u{1e900}\ufb1d\ufe70'), ['blank', ...Array(5).fill('right-to-left')]);
    assert.deepEqual(kindsOf('\t\u007f\u200b\u0301\u20dd\ufffc\ud800'), Array(7).fill('hidden'));
    assert.deepEqual(kindsOf('\u{e0041}'), ['tag']);
  });

  test('takes no column, one or two', () => {
    const columns = Array.from('a\u02ff\u0301\u0430漢\u2500\u2c00😀', (character) => glyphs.at(character, 0).columns);
    assert.deepEqual(columns, [1, 1, 0, 1, 2, 1, 2, 2]);
  });

  test('is known with its number, script and what it looks like', () => {
    const { text, script, twin, look, isMark } = glyphs.at('\u0430', 0);
    assert.deepEqual([text, script, twin, look, isMark], ['U+0430', 'Cyrillic', 'a', null, false]);
    assert.deepEqual(
      [glyphs.at('7', 0).script, glyphs.at('Ａ', 0).look, glyphs.at('\u0301', 0).isMark],
      [null, 'A', true],
    );
    assert.equal(glyphs.at('\u20dd', 0).isMark, false);
    assert.equal(glyphs.at('\u20dd', 0).combines, true);
  });

  test('is looked at once, and again only where a text has more than are remembered', () => {
    assert.equal(glyphs.at('xa', 1), glyphs.at('a', 0));
    const many = new Glyphs();
    const points = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x20000 + index));
    for (const character of points) assert.equal(many.at(character, 0).character, character);
    const last = points.at(-1) ?? '';
    assert.notEqual(many.at(last, 0), many.at(last, 0));
    assert.deepEqual(many.at(last, 0), many.at(last, 0));
  });

  test('is a letter or digit of ASCII or not', () => {
    assert.deepEqual(
      Array.from('09AZaz/:@[`{', (character) => isAsciiWord(character.charCodeAt(0))),
      [...Array(6).fill(true), ...Array(6).fill(false)],
    );
    assert.equal(isAsciiWord(Number.NaN), false);
  });
});
