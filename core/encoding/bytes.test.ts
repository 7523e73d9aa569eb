import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, equalBytes } from './bytes.ts';

test('tells equal byte strings from others', () => {
  assert.ok(equalBytes(Uint8Array.of(), Uint8Array.of()));
  assert.ok(equalBytes(Uint8Array.of(1, 2), Buffer.from([1, 2])));
  for (const other of [[], [1], [1, 3], [2, 2], [1, 2, 0]])
    assert.equal(equalBytes(Uint8Array.of(1, 2), Uint8Array.from(other)), false);
});

test('joins byte strings into a new one', () => {
  const part = Uint8Array.of(1, 2);
  const joined = concatBytes([part, Uint8Array.of(), Uint8Array.of(3), part]);
  part.fill(9);
  assert.deepEqual(joined, Uint8Array.of(1, 2, 3, 1, 2));
  assert.deepEqual(concatBytes([]), Uint8Array.of());
});
