import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSubtree, perfectNodes, subtreePath } from './merkle-path.ts';

const MAX_SIZE = 2n ** 64n - 1n;

test('accepts as subtrees the aligned runs, every prefix and every leaf among them', () => {
  for (const [start, end] of [
    [0n, 1n],
    [0n, 13n],
    [7n, 8n],
    [8n, 13n],
    [4n, 7n],
    [2n, 4n],
    [0n, MAX_SIZE],
    [2n ** 63n, MAX_SIZE],
  ] as const) {
    assert.ok(isSubtree({ start, end }), `${start} to ${end}`);
  }
});

test('refuses runs that are empty, reversed, negative or not aligned', () => {
  for (const [start, end] of [
    [0n, 0n],
    [3n, 3n],
    [3n, 2n],
    [-4n, -2n],
    [1n, 3n],
    [2n, 5n],
    [2n, 6n],
    [1n, 15n],
    [1n, MAX_SIZE],
  ] as const) {
    assert.equal(isSubtree({ start, end }), false, `${start} to ${end}`);
  }
});

test('finds the way of the example of RFC 9162 §2.1.5', () => {
  assert.deepEqual(subtreePath({ start: 3n, end: 4n }, 7n), {
    seed: null,
    steps: [
      { side: 'left', sibling: { start: 2n, end: 3n }, within: false },
      { side: 'left', sibling: { start: 0n, end: 2n }, within: false },
      { side: 'right', sibling: { start: 4n, end: 7n }, within: false },
    ],
  });
  assert.deepEqual(subtreePath({ start: 0n, end: 6n }, 7n), {
    seed: { start: 4n, end: 6n },
    steps: [
      { side: 'right', sibling: { start: 6n, end: 7n }, within: false },
      { side: 'left', sibling: { start: 0n, end: 4n }, within: true },
    ],
  });
  assert.deepEqual(subtreePath({ start: 0n, end: 7n }, 7n), { seed: null, steps: [] });
});

test('never takes more than 64 steps, up to the largest tree', () => {
  for (const start of [0n, 1n, 2n ** 63n - 1n, 2n ** 63n, MAX_SIZE - 1n]) {
    assert.ok(subtreePath({ start, end: start + 1n }, MAX_SIZE).steps.length <= 64);
  }
  assert.equal(subtreePath({ start: 0n, end: 1n }, MAX_SIZE).steps.length, 64);
});

test('cuts a run into the fewest perfect subtrees', () => {
  assert.deepEqual(perfectNodes({ start: 0n, end: 0n }), []);
  assert.deepEqual(perfectNodes({ start: 0n, end: 7n }), [
    { level: 2, index: 0n },
    { level: 1, index: 2n },
    { level: 0, index: 6n },
  ]);
  assert.deepEqual(perfectNodes({ start: 8n, end: 11n }), [
    { level: 1, index: 4n },
    { level: 0, index: 10n },
  ]);
  assert.equal(perfectNodes({ start: 0n, end: MAX_SIZE }).length, 64);
});
