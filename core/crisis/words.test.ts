import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MAX_CHARACTERS, unhide, wordsOf } from './words.ts';

describe('wordsOf', () => {
  test('folds case, width, accents, apostrophes and what cannot be seen', () => {
    assert.deepEqual(wordsOf("I DON’T, don't ｄｏｎｔ do\u200bnt"), ['i', 'dont', 'dont', 'dont', 'dont']);
    assert.deepEqual(wordsOf('J’étais là, Straße; `x`'), ['jetais', 'la', 'strasse', 'x']);
    assert.deepEqual(wordsOf('Мой'), wordsOf('МОЙ'));
  });

  test('takes every sign of Chinese and Japanese for a word', () => {
    assert.deepEqual(wordsOf('我不想 ok活了。です'), ['我', '不', '想', 'ok', '活', '了', 'て', 'す']);
  });

  test('looks at the first and the last part of a text that is too long', () => {
    const words = wordsOf(`first ${'x '.repeat(MAX_CHARACTERS)} last`);
    assert.ok(words.length <= MAX_CHARACTERS);
    assert.deepEqual([words[0], words.at(-1)], ['first', 'last']);
  });

  test('finds none in nothing', () => {
    assert.deepEqual(wordsOf(' ,.!? '), []);
  });
});

describe('unhide', () => {
  test('reads digits and signs as the letters they stand for, and letters of other alphabets inside Latin words', () => {
    assert.deepEqual(unhide('k1ll my$elf')?.words, ['kill', 'myself']);
    assert.deepEqual(unhide('kіll mуself')?.words, ['kill', 'myself']);
  });

  test('parts words at what cannot be seen, too', () => {
    assert.deepEqual(unhide('kill\u200bmyself')?.words, ['kill', 'myself']);
  });

  test('puts single letters together, in Cyrillic too', () => {
    assert.deepEqual(unhide('у м е р е т ь')?.words, ['умереть']);
    assert.deepEqual(unhide('k i l l me'), { words: ['kill', 'me'], spread: ['kill'] });
    assert.deepEqual(unhide('a b'), null);
  });

  test('answers nothing for a text that hides nothing', () => {
    for (const text of ['plain words', 'Привет, мир', '12:30 on 2026-11-21', ''])
      assert.equal(unhide(text), null, text);
  });

  test('bounds a word of single letters', () => {
    const spread = unhide('a '.repeat(1_000))?.spread ?? [];
    assert.deepEqual(new Set(spread.map((word) => word.length)), new Set([200]));
  });
});
