import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bytesOfName, textOfName } from './name-text.ts';

const CASES: readonly (readonly [string, readonly number[], string])[] = [
  ['ASCII', [0x61], 'a'],
  ['two bytes', [0xc3, 0xa9], '\u00e9'],
  ['three bytes', [0xe6, 0x96, 0x87], '\u6587'],
  ['four bytes', [0xf0, 0x9f, 0x98, 0x80], '\u{1f600}'],
  ['the last character', [0xf4, 0x8f, 0xbf, 0xbf], '\u{10ffff}'],
  ['a byte that begins nothing', [0x61, 0xff], 'a\udcff'],
  ['a byte that only goes on', [0x80], '\udc80'],
  ['a character that is cut', [0xc3], '\udcc3'],
  ['a character that is broken off', [0xc3, 0x61], '\udcc3a'],
  ['two bytes for one', [0xc0, 0xaf], '\udcc0\udcaf'],
  ['three bytes for two', [0xe0, 0x80, 0xaf], '\udce0\udc80\udcaf'],
  ['a surrogate', [0xed, 0xb3, 0xbf], '\udced\udcb3\udcbf'],
  ['four bytes past the last character', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
  ['a byte past all', [0xf5, 0x80, 0x80, 0x80], '\udcf5\udc80\udc80\udc80'],
];

describe('The name of bytes', () => {
  for (const [what, bytes, text] of CASES) {
    test(`is one text: ${what}`, () => {
      assert.equal(textOfName(Uint8Array.from(bytes)), text);
      assert.deepEqual([...bytesOfName(text)], bytes);
    });
  }

  test('comes back from its text, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) =>
        assert.deepEqual(bytesOfName(textOfName(bytes)), new Uint8Array(bytes)),
      ),
    );
  });

  test('of a lone surrogate that stands for no byte is U+FFFD', () => {
    assert.deepEqual([...bytesOfName('\ud800')], [0xef, 0xbf, 0xbd]);
  });
});
