import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fromHex, toHex } from './hex.ts';

test('writes lower case and reads either case', () => {
  assert.equal(toHex(Uint8Array.of(0, 15, 16, 171, 255)), '000f10abff');
  assert.deepEqual(fromHex('000F10aBfF'), Uint8Array.of(0, 15, 16, 171, 255));
  assert.deepEqual(fromHex(''), new Uint8Array());
});

test('agrees with Node on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.equal(toHex(bytes), Buffer.from(bytes).toString('hex'));
      assert.deepEqual(fromHex(toHex(bytes)), bytes);
    }),
  );
});

test('refuses an odd length and anything that is no digit, in either half of a byte', () => {
  for (const text of ['a', 'abc', 'g0', '0g', ' 0', '0x', '００', '0\u212a', '-1'])
    assert.equal(fromHex(text), null, text);
});
