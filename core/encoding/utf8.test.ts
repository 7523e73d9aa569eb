import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fromUtf8, toUtf8, utf8Length } from './utf8.ts';

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

test('reads what it wrote, and agrees with a strict TextDecoder on any bytes', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const reference = (bytes: Uint8Array): string | null => {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  };
  const limits = [0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff].map((point) => String.fromCodePoint(point));
  assert.equal(fromUtf8(toUtf8(limits.join(''))), limits.join(''));
  const malformed = [
    '80',
    'c080',
    'c1bf',
    'c3',
    'c328',
    'e08080',
    'e2826',
    'eda080',
    'f0808080',
    'f4908080',
    'f5808080',
    'ff',
  ];
  for (const hex of malformed) assert.equal(fromUtf8(Buffer.from(hex, 'hex')), reference(Buffer.from(hex, 'hex')), hex);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
      assert.equal(fromUtf8(bytes), reference(bytes));
    }),
    { numRuns: 5_000 },
  );
});
