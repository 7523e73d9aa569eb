import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasLookAlikeSlash, hasMixedLetters, isVeiledDots, withPlainSlashes } from './look-alike.ts';

describe('A look-alike of a slash', () => {
  for (const text of ['a\u2215b', 'a\u2044b', 'a\uff0fb', 'a\uff3cb', 'a\u29f8b', 'a\ufe68b']) {
    test(`is found in ${text}`, () => assert.equal(hasLookAlikeSlash(text), true));
    test(`is made a slash in ${text}`, () => assert.equal(withPlainSlashes(text), 'a/b'));
  }
  for (const text of ['a/b', 'a\\b', 'entr\u00e9e\\b', '\u30ce\u4e3f', 'a\u2014b']) {
    test(`is not ${JSON.stringify(text)}`, () => assert.equal(hasLookAlikeSlash(text), false));
  }
});

test('knows dots in disguise from names that hold a dot', () => {
  assert.deepEqual(['\uff0e\uff0e', '\u2025', '\u2026', '.\uff0e'].map(isVeiledDots), [true, true, true, true]);
  assert.deepEqual(['..', '\uff11\uff0e.md', 'a\u2026', '\u6587'].map(isVeiledDots), [false, false, false, false]);
});

describe('A word of mixed alphabets', () => {
  const mixed = ['p\u0430ckage', 'src/\u0410dmin', '\uff50ackage', '\u{1d429}ackage', '\u212aey', 'R\u039f\u039fT'];
  for (const text of mixed) test(`is found in ${text}`, () => assert.equal(hasMixedLetters(text), true));
  const plain = [
    'package',
    '\u043e\u0442\u0447\u0435\u0442-final',
    'TGF\u03b2',
    'n\u00ba1',
    '\u0394x',
    '\uff21\uff22\uff23 x',
  ];
  for (const text of plain) test(`is not ${text}`, () => assert.equal(hasMixedLetters(text), false));
});
