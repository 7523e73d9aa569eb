import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeOf } from './address-range.ts';
import { parseHost } from './parse-url.ts';

const RANGES: readonly (readonly [string, string | null])[] = [
  ['8.8.8.8', null],
  ['[2606::1]', null],
  ['[2001:200::1]', null],
  ['127.0.0.1', 'loopback'],
  ['0.0.0.0', 'this machine'],
  ['168.63.129.16', 'cloud metadata'],
  ['100.127.255.255', 'shared by carriers'],
  ['192.31.196.1', 'AS112'],
  ['192.52.193.1', 'AMT'],
  ['192.88.99.1', '6to4 relay'],
  ['198.19.255.255', 'benchmarking'],
  ['239.0.0.1', 'multicast'],
  ['255.255.255.255', 'reserved'],
  ['[64:ff9b::8.8.8.8]', 'NAT64'],
  ['[64:ff9b:1:2::8.8.8.8]', 'local NAT64'],
  ['[64:ff9b:1:a9fe:a9:fe00::]', 'local NAT64'],
  ['[64:ff9b:1::a9fe:a9fe]', 'cloud metadata'],
  ['[fd00:ec2::23]', 'cloud metadata'],
  ['[2001::f7f7:f7f7]', 'Teredo'],
  ['[2001:db8::1]', 'documentation'],
  ['[2001:2::1]', 'protocol assignments'],
  ['[2002:808:808::1]', '6to4'],
  ['[2620:4f:8000::1]', 'AS112'],
  ['[3fff::1]', 'documentation'],
  ['[fdff::1]', 'unique local'],
  ['[fe80::1]', 'link-local'],
  ['[fec0::1]', 'site-local'],
  ['[ff02::1]', 'multicast'],
  ['[100::1]', 'outside global unicast'],
  ['[5f00::1]', 'outside global unicast'],
];

for (const [text, range] of RANGES) {
  test(`${text} lies in ${range ?? 'no special range'}`, () => {
    const host = parseHost(text);
    assert.ok(host !== null && host.kind !== 'name');
    assert.equal(rangeOf(host)?.range ?? null, range);
  });
}

test('takes missing groups for zero', () => {
  assert.equal(rangeOf({ kind: 'ipv6', name: '', groups: [0x2620] }), null);
});
