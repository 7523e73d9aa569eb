import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { isEncodedLabel } from './punycode.ts';

for (const label of [
  'xn--bcher-kva',
  'xn--n3h',
  'xn--fa-hia',
  'xn--zckzah',
  'xn--e1afmkfd',
  'xn--55qx5d',
  'xn--ls8h',
]) {
  test(`${label} is what a name is written as in ASCII`, () => assert.equal(isEncodedLabel(label), true));
}

const NO_NAMES: readonly (readonly [string, string])[] = [
  ['xn--', 'has no digits'],
  ['xn--abc-', 'has no digits'],
  ['xn--0', 'ends within a number'],
  ['xn--a_b', 'has a digit that is none'],
  [`xn--${'9'.repeat(40)}`, 'has an absurd number'],
  ['xn--99999a', 'leads outside of Unicode'],
  ['xn--a', 'is a control character'],
  ['xn--pokxncvks', 'stands for other characters'],
];
for (const [label, why] of NO_NAMES) {
  test(`${label.slice(0, 20)} is none: it ${why}`, () => assert.equal(isEncodedLabel(label), false));
}

test('reads whatever a browser makes of a name', () => {
  const units = fc.constantFrom('a', 'b', 'é', 'ж', '中', '文', 'ñ', 'ö', '1', '😀');
  fc.assert(
    fc.property(fc.string({ unit: units, minLength: 1, maxLength: 12 }), (name) => {
      const ascii = domainToASCII(name);
      if (ascii.startsWith('xn--')) assert.equal(isEncodedLabel(ascii), true, ascii);
    }),
    { numRuns: 2_000 },
  );
});
