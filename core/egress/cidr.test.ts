import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHost } from '../effect/url/parse-url.ts';
import { holdsAddress, parseCidr } from './cidr.ts';

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['10.0.0.0/8', ['10.0.0.1', '10.255.255.255'], ['11.0.0.0', '9.255.255.255', '[a00::]']],
  ['10.1.2.0/23', ['10.1.2.0', '10.1.3.255'], ['10.1.4.0', '10.1.1.255']],
  ['10.1.2.3', ['10.1.2.3'], ['10.1.2.4', '10.1.3.3']],
  ['0.0.0.0/0', ['8.8.8.8'], ['[2606::1]']],
  ['fd12:3450::/29', ['[fd12:3457::1]'], ['[fd12:3458::1]', '253.18.52.86']],
  ['[fd00::1]', ['[fd00::1]'], ['[fd00::2]']],
];

for (const [text, inside, outside] of CASES) {
  test(`the block ${text} holds ${inside.join(', ')} and not ${outside.join(', ')}`, () => {
    const block = parseCidr(text);
    assert.ok(block !== null);
    assert.equal(block.text, text);
    const holds = (address: string): boolean => {
      const host = parseHost(address);
      assert.ok(host !== null && host.kind !== 'name');
      return holdsAddress(block, host);
    };
    for (const address of inside) assert.equal(holds(address), true, address);
    for (const address of outside) assert.equal(holds(address), false, address);
  });
}

for (const text of [
  '',
  'example.com/8',
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/08',
  '10.0.0.0/',
  'fd00::1/64',
  'fd00::/129',
  'x::/8',
  '10.0.0.0/1.5',
]) {
  test(`${JSON.stringify(text)} is no block`, () => assert.equal(parseCidr(text), null));
}
