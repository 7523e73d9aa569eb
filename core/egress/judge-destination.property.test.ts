import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { dialledText, readDestination } from './destination.ts';
import { judgeAddresses } from './judge-addresses.ts';
import { judgeDestination } from './judge-destination.ts';
import { readEgressRule } from './read-egress-rule.ts';

const everything = ['https://*:443', 'http://*:443', 'tcp://*:443'].map((text) => {
  const read = readEgressRule(text, domainToASCII);
  assert.ok(read.ok);
  return read.value;
});

/** First bytes of ranges that are never public. */
const firsts = fc.constantFrom(
  [0],
  [10],
  [127],
  [100, 64],
  [169, 254],
  [172, 16],
  [192, 168],
  [198, 18],
  [224],
  [240],
  [255],
);
const inner = fc
  .tuple(firsts, fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }))
  .map(([first, rest]) => [...first, ...rest].slice(0, 4));

const WIDE = '０１２３４５６７８９';

/** One address in a spelling that some client or resolver takes for it. */
function spell(bytes: readonly number[], how: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const value = ((a * 256 + b) * 256 + c) * 256 + d;
  const dotted = bytes.join('.');
  const hex = (high: number, low: number): string => (high * 256 + low).toString(16);
  const spellings = [
    dotted,
    `${dotted}.`,
    String(value),
    `0x${value.toString(16)}`,
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    [...dotted].map((digit) => (digit === '.' ? '。' : (WIDE.charAt(Number(digit)) ?? ''))).join(''),
    [...dotted].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join(''),
    `[::ffff:${dotted}]`,
    `[::${dotted}]`,
    `[::ffff:0:${hex(a, b)}:${hex(c, d)}]`,
    `[64:ff9b::${hex(a, b)}:${hex(c, d)}]`,
    `[64:ff9b:1::${hex(a, b)}:${hex(c, d)}]`,
    `[2002:${hex(a, b)}:${hex(c, d)}::1]`,
    `[2606:4700::5efe:${hex(a, b)}:${hex(c, d)}]`,
  ];
  return spellings[how % spellings.length] ?? dotted;
}

test('no spelling of an address inside is let through by rules for every host', () => {
  fc.assert(
    fc.property(inner, fc.nat({ max: 16 }), (bytes, how) => {
      const text = spell(bytes, how);
      const destination = readDestination(text, { port: 443, toAscii: domainToASCII });
      if (destination === null) return;
      assert.equal(judgeDestination(everything, { destination, scheme: null }).ok, false, text);
      const answered = judgeAddresses([dialledText(destination.host)], {
        host: 'a.example',
        exceptions: [],
        own: new Set(),
      });
      assert.equal(answered.ok, false, text);
    }),
    { numRuns: 5_000 },
  );
});

test('one address inside among public ones refuses them all', () => {
  const place = fc.nat({ max: 3 });
  fc.assert(
    fc.property(inner, place, (bytes, at) => {
      const found = ['93.184.216.34', '2606:4700::1', '1.1.1.1'];
      found.splice(at, 0, bytes.join('.'));
      assert.equal(judgeAddresses(found, { host: 'a.example', exceptions: [], own: new Set() }).ok, false);
    }),
    { numRuns: 1_000 },
  );
});
