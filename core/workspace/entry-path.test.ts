import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entryPathProblem, foldersAbove, fromNameBytes, isNameText, toNameBytes } from './entry-path.ts';

test('gives every sequence of bytes exactly one text, and gets the bytes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const text = fromNameBytes(bytes);
      assert.deepEqual(toNameBytes(text), bytes);
      assert.equal(isNameText(text), true);
    }),
  );
});

test('reads UTF-8 as text and every other byte as U+DC00 and the byte', () => {
  const bytes = Uint8Array.from([0x63, 0xc3, 0xbc, 0xff, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x80]);
  assert.equal(fromNameBytes(bytes), 'cü\udcff\udce2\udc82😀');
});

test('takes no text for a name that is not the one text of its bytes', () => {
  assert.equal(isNameText('ü'), true);
  for (const text of ['\udcc3\udcbc', '\ud800', '\udc00', '\udc7f', '\udd00'])
    assert.equal(isNameText(text), false, JSON.stringify(text));
});

test('accepts relative paths, also with names that look odd', () => {
  for (const path of ['a', 'a/b', '..a', '...', 'a..', ' ', 'a\\b', '-', 'caf\udce9', `${'n'.repeat(255)}/x`])
    assert.equal(entryPathProblem(path), null, path);
});

test('says what keeps a text from being a path', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /empty path/],
    ['/a', /absolute/],
    ['a\0', /NUL/],
    ['a/\ud800', /surrogates/],
    ['a//b', /the name ""/],
    ['a/', /the name ""/],
    ['./a', /the name "\."/],
    ['a/..', /the name "\.\."/],
    ['ü'.repeat(128), /more than 255 bytes/],
    [Array.from({ length: 101 }, () => 'a').join('/'), /101 names/],
    [Array.from({ length: 20 }, () => 'a'.repeat(250)).join('/'), /more than 4095 bytes/],
  ];
  for (const [path, problem] of cases) assert.match(entryPathProblem(path) ?? '', problem, path);
});

test('names the folders above a path, nearest first', () => {
  assert.deepEqual(foldersAbove('a/b/c'), ['a/b', 'a']);
  assert.deepEqual(foldersAbove('a'), []);
});
