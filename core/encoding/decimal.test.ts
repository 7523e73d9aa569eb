import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MAX_UINT64, parseUint64, uint64Bytes } from './decimal.ts';
import { toHex } from './hex.ts';

test('reads every unsigned 64-bit integer', () => {
  for (const value of [0n, 1n, 10n, 2n ** 53n + 1n, 2n ** 63n, MAX_UINT64])
    assert.equal(parseUint64(value.toString()), value);
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: MAX_UINT64 }), (value) => parseUint64(value.toString()) === value));
});

test('refuses every other text', () => {
  const texts = [
    '',
    '00',
    '01',
    '-1',
    '+1',
    ' 1',
    '1 ',
    '1.0',
    '1e3',
    '0x1',
    '1_0',
    '１',
    '1n',
    ':',
    '/',
    '18446744073709551616',
    '99999999999999999999',
    '1'.repeat(21),
  ];
  for (const text of texts) assert.equal(parseUint64(text), null, text);
});

test('writes eight bytes, most significant first', () => {
  assert.equal(toHex(uint64Bytes(0n)), '0000000000000000');
  assert.equal(toHex(uint64Bytes(0x0102030405060708n)), '0102030405060708');
  assert.equal(toHex(uint64Bytes(MAX_UINT64)), 'ffffffffffffffff');
});
