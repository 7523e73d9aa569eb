import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeptOutput } from './kept-output.ts';

test('keeps the first and the last half of the limit of any output, however it comes in pieces', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 30 }), { maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 20 }), (parts, half) => {
      const kept = new KeptOutput(2 * half);
      for (const part of parts) kept.add(Buffer.from(part));
      const all = parts.join('');
      const left = all.length - 2 * half;
      const expected = left <= 0 ? all : `${all.slice(0, half)}\n[${left} bytes left out]\n${all.slice(-half)}`;
      assert.deepEqual(kept.toOutput(), { text: expected, sizeBytes: all.length });
    }),
    { numRuns: 2_000 },
  );
});
