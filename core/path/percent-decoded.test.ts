import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { percentDecoded } from './percent-decoded.ts';

const READINGS: readonly (readonly [string, readonly string[]])[] = [
  ['a', []],
  ['100%', []],
  ['%', []],
  ['%2', []],
  ['%zz', []],
  ['%u12', []],
  ['a%20b', ['a b']],
  ['%2E%2e', ['..']],
  ['%252e', ['%2e', '.']],
  ['%%32%65', ['%2e', '.']],
  ['%u002e', ['.']],
  ['%C3%A9', ['\u00e9']],
  ['%ef%bc%8f', ['\uff0f']],
  ['%f0%9f%8c%95', ['\u{1f315}']],
  ['%E9.html', ['\ufffd.html']],
  ['%80', ['\ufffd']],
  ['%e9%41', ['\ufffdA']],
];

for (const [text, readings] of READINGS) {
  test(`reads ${text} as ${JSON.stringify(readings)}`, () => {
    assert.deepEqual(percentDecoded(text), { readings, isStrange: false });
  });
}

describe('Decoders would not agree about', () => {
  const strange = ['%c0%ae', '%c0%2f', '%c1%9c', '%e0%80%af', '%f0%80%80%af', '%f8%80%80%80%af', '%fc%80%80%80%80%af'];
  for (const text of [...strange, '%f4%90%80%80', '%252525252525252e']) {
    test(text, () => assert.equal(percentDecoded(text).isStrange, true));
  }
});

test('reads what encodeURIComponent writes', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((one) => !one.includes('%'));
  fc.assert(
    fc.property(text, (one) => {
      const encoded = encodeURIComponent(one);
      const { readings, isStrange } = percentDecoded(encoded);
      assert.equal(isStrange, false);
      assert.equal(readings.at(-1) ?? encoded, one);
    }),
    { numRuns: 1_000 },
  );
});

test('reads a long text in linear time', () => {
  const started = process.cpuUsage();
  percentDecoded('%25'.repeat(50_000));
  percentDecoded('%fc%80'.repeat(50_000));
  assert.ok(process.cpuUsage(started).user < 1_000_000);
});
