import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeptBytes } from './kept-bytes.ts';

test('keeps the first and the last half of the limit of any bytes, however they come in pieces', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 20 }), (parts, half) => {
      const kept = new KeptBytes(2 * half);
      for (const part of parts) kept.add(part);
      const all = parts.flatMap((part) => [...part]);
      const leftOutBytes = Math.max(0, all.length - 2 * half);
      const { head, tail, ...counts } = kept.toParts();
      assert.deepEqual([...head], all.slice(0, half));
      assert.deepEqual([...tail], leftOutBytes === 0 ? all.slice(half) : all.slice(-half));
      assert.deepEqual(counts, { leftOutBytes, sizeBytes: all.length });
    }),
    { numRuns: 2_000 },
  );
});

test('reads as text, a character that lies over both halves included, and says what was left out', () => {
  const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
  const textOf = (limitBytes: number, text: string) => {
    const kept = new KeptBytes(limitBytes);
    kept.add(Buffer.from(text));
    return kept.toText(decode);
  };
  assert.deepEqual(textOf(6, 'ab\u20ac'), { text: 'ab\u20ac', sizeBytes: 5 });
  assert.deepEqual(textOf(4, 'abcdefg'), { text: 'ab\n[3 bytes left out]\nfg', sizeBytes: 7 });
  assert.deepEqual(textOf(4, ''), { text: '', sizeBytes: 0 });
});
