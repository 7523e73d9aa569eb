import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visiblePieces } from './visible-pieces.ts';

test('marks what is invisible, what turns the writing around, and letters that only look Latin', () => {
  const kinds = (text: string) => visiblePieces(text).map(({ kind }) => kind);
  assert.deepEqual(kinds('plain text\n\tand more'), ['plain']);
  for (const character of ['\u202e', '\u200b', '\u00ad', '\ufeff', '\u00a0', '\u0007', '\u2066', '\ufe0f', '\u{e0041}'])
    assert.deepEqual(kinds(`a${character}b`), ['plain', 'invisible', 'plain'], character.codePointAt(0)?.toString(16));
  assert.deepEqual(kinds('p\u0430ypal'), ['plain', 'look-alike', 'plain']);
  assert.deepEqual(kinds('Grüße, naïve'), ['plain']);
});

test('loses nothing of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      assert.equal(
        visiblePieces(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      ),
    ),
  );
});
