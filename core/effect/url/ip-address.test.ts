import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIpv4Number, parseIpv6 } from './ip-address.ts';

const IPV4: readonly (readonly [string, number | string])[] = [
  ['1.2.3.4', 0x01020304],
  ['1.2.772', 0x01020304],
  ['1.131844', 0x01020304],
  ['16909060', 0x01020304],
  ['0x1.0x2.0x3.0x4', 0x01020304],
  ['01.02.03.04', 0x01020304],
  ['0x', 0],
  ['255.255.255.255', 0xffffffff],
  ['256.1.1.1', 'invalid'],
  ['1.2.3.4.5', 'invalid'],
  ['1..2', 'invalid'],
  ['08.1.1.1', 'invalid'],
  ['0xg', 'invalid'],
  ['4294967296', 'invalid'],
  ['00000000000000000001', 'invalid'],
  ['a.1', 'invalid'],
  ['1.a', 'not-an-address'],
  ['', 'not-an-address'],
  ['a.', 'not-an-address'],
];

for (const [text, expected] of IPV4) {
  test(`reads ${JSON.stringify(text)} as ${expected}`, () => assert.equal(parseIpv4Number(text), expected));
}

const IPV6: readonly (readonly [string, readonly number[] | null])[] = [
  ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
  ['::1', [0, 0, 0, 0, 0, 0, 0, 1]],
  ['1::', [1, 0, 0, 0, 0, 0, 0, 0]],
  ['1:2:3:4:5:6:7:8', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['1:2:3:4:5:6:1.2.3.4', [1, 2, 3, 4, 5, 6, 0x102, 0x304]],
  ['::FFFF:1.2.3.4', [0, 0, 0, 0, 0, 0xffff, 0x102, 0x304]],
  ['', null],
  ['1', null],
  ['1:2:3:4:5:6:7', null],
  ['1:2:3:4:5:6:7:8:9', null],
  ['1:2:3:4:5:6:7::8', null],
  ['1:2:3:4:5:6:7:1.2.3.4', null],
  ['1::2::3', null],
  ['1:2:3:4:5:6:7:8::', null],
  ['::12345', null],
  ['::g', null],
  ['1.2.3.4::', null],
  ['::1.2.3.4:5', null],
  ['::01.2.3.4', null],
  ['::1.2.3', null],
  ['::1.2.3.256', null],
  ['::1.2.3.x', null],
  [':1:2:3:4:5:6:7', null],
];

for (const [text, expected] of IPV6) {
  test(`reads ${JSON.stringify(text)} as ${expected === null ? 'no IPv6 address' : expected.join(' ')}`, () => {
    assert.deepEqual(parseIpv6(text), expected);
  });
}
