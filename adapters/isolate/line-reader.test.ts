import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineReader } from './line-reader.ts';

test('finds the same lines, however the bytes come in pieces', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '😀') })),
      fc.integer({ min: 1, max: 5 }),
      (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const reader = new LineReader(1_000);
        const found: string[] = [];
        for (let at = 0; at < bytes.length; at += size)
          found.push(...(reader.take(bytes.subarray(at, at + size)) ?? ['broken']));
        assert.deepEqual(found, lines);
      },
    ),
  );
});

test('gives up, for good, at a line that is too long or no UTF-8', () => {
  const long = new LineReader(3);
  assert.deepEqual(long.take(Buffer.from('abc\n')), ['abc']);
  assert.equal(long.take(Buffer.from('abcd')), null);
  assert.equal(long.take(Buffer.from('\nab\n')), null);
  assert.equal(new LineReader(10).take(Buffer.from([0xff, 0x0a])), null);
});
