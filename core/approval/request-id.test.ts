import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIdPrefix, requestIdFrom } from './request-id.ts';

test('makes 16 characters of Crockford base32 from 10 bytes', () => {
  assert.equal(requestIdFrom(new Uint8Array(10)), '0'.repeat(16));
  assert.equal(requestIdFrom(new Uint8Array(10).fill(255)), 'z'.repeat(16));
  assert.equal(
    requestIdFrom(Uint8Array.from([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf])),
    '0123456789abcdef',
  );
});

test('reads what people type: case, i and l for 1, o for 0, blanks around', () => {
  assert.equal(parseIdPrefix(' ABCD '), 'abcd');
  assert.equal(parseIdPrefix('oIl9'), '0119');
  assert.equal(parseIdPrefix('0123456789abcdef'), '0123456789abcdef');
});

test('refuses what cannot be the beginning of an id', () => {
  for (const text of ['', 'abc', 'abcu', 'ab-d', '0123456789abcdefg', '   a   '])
    assert.equal(parseIdPrefix(text), null);
});
