import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { toUtf8, utf8Length } from './utf8.ts';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  maxLength: 40,
});

test('encodes one character of each length', () => {
  for (const text of [
    '',
    'a',
    '\u007f',
    '\u0080',
    'é',
    '\u07ff',
    '\u0800',
    '—',
    '\uffff',
    '\u{10000}',
    '😀',
    '\u{10ffff}',
    'a—😀b',
  ]) {
    assert.deepEqual(toUtf8(text), new TextEncoder().encode(text), text);
    assert.equal(utf8Length(text), new TextEncoder().encode(text).length, text);
  }
});

test('writes a lone surrogate as the replacement character', () => {
  for (const text of ['\ud800', '\udfff', 'a\ud83d', '\ud83da', '\ude00\ud83d', '\ud83d\ud83d\ude00']) {
    assert.deepEqual(toUtf8(text), new TextEncoder().encode(text));
    assert.equal(utf8Length(text), new TextEncoder().encode(text).length);
  }
});

test('agrees with TextEncoder on any sequence of code units', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.deepEqual(toUtf8(text), new TextEncoder().encode(text));
      assert.equal(utf8Length(text), toUtf8(text).length);
    }),
    { numRuns: 1000 },
  );
});
