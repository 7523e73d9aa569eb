import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '../encoding/hex.ts';
import { EMPTY_FRONTIER, frontierRoot, growFrontier, loadFrontier, rootOfLeaves } from './frontier.ts';
import { merkleHash } from './merkle.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));
const leaves = Array.from({ length: 70_000 }, (_, index) => merkle.leaf(String(index)));

test('has the empty root at size 0 and the leaf hash at size 1', () => {
  assert.equal(toHex(frontierRoot(EMPTY_FRONTIER, merkle)), toHex(merkle.empty));
  assert.equal(toHex(rootOfLeaves(leaves.slice(0, 1), merkle)), toHex(at(leaves, 0)));
});

test('computes the root of seven leaves as RFC 9162 draws it', () => {
  const [a, b, c, d, e, f, g] = leaves as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const { node } = merkle;
  const root = node(node(node(a, b), node(c, d)), node(node(e, f), g));
  assert.equal(toHex(rootOfLeaves(leaves.slice(0, 7), merkle)), toHex(root));
});

test('holds one hash for each bit of the size, and leaves the old frontier as it was', () => {
  const seven = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, 7), merkle }).frontier;
  const before = toHex(frontierRoot(seven, merkle));
  const eight = growFrontier(seven, { leafHashes: leaves.slice(7, 8), merkle }).frontier;
  assert.deepEqual([seven.size, seven.hashes.length, eight.size, eight.hashes.length], [7n, 3, 8n, 1]);
  assert.equal(toHex(frontierRoot(seven, merkle)), before);
  assert.equal(EMPTY_FRONTIER.hashes.length, 0);
});

test('lists the tile cells of a growth: each leaf, and the root of each tile that became full', () => {
  const first = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, 65_535), merkle });
  assert.equal(first.cells.filter((cell) => cell.level === 1).length, 255);
  const { cells } = growFrontier(first.frontier, { leafHashes: leaves.slice(65_535, 65_537), merkle });
  assert.deepEqual(
    cells.map(({ level, index }) => [level, index]),
    [
      [0, 65_535n],
      [1, 255n],
      [2, 0n],
      [0, 65_536n],
    ],
  );
  assert.equal(toHex(at(cells, 1).hash), toHex(rootOfLeaves(leaves.slice(65_280, 65_536), merkle)));
  assert.equal(toHex(at(cells, 2).hash), toHex(rootOfLeaves(leaves.slice(0, 65_536), merkle)));
});

test('grows from a size near the end of 64 bits', () => {
  const size = 2n ** 64n - 2n;
  const hashes = leaves.slice(0, 63);
  const { frontier, cells } = growFrontier({ size, hashes }, { leafHashes: leaves.slice(100, 101), merkle });
  assert.equal(frontier.size, 2n ** 64n - 1n);
  assert.equal(frontier.hashes.length, 64);
  assert.deepEqual(
    cells.map(({ index }) => index),
    [size],
  );
});

test('is read back from stored nodes, and names a node that is missing', () => {
  const grown = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, 11), merkle }).frontier;
  const loaded = loadFrontier(11n, ({ level, index }) => {
    const start = Number(index << BigInt(level));
    return rootOfLeaves(leaves.slice(start, start + 2 ** level), merkle);
  });
  assert.ok(loaded.ok);
  assert.deepEqual(loaded.value.hashes.map(toHex), grown.hashes.map(toHex));
  assert.deepEqual(
    loadFrontier(11n, ({ level }) => (level === 1 ? null : merkle.empty)),
    {
      ok: false,
      failure: 'load the frontier of 11 leaves: no hash at level 1, index 4',
    },
  );
  assert.deepEqual(
    loadFrontier(0n, () => null),
    { ok: true, value: EMPTY_FRONTIER },
  );
});

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item !== undefined);
  return item;
}

test('leaves out the leaves where they are not wanted, and grows the same tree', () => {
  const all = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, 513), merkle });
  const above = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, 513), merkle, withLeaves: false });
  assert.deepEqual(above.frontier, all.frontier);
  assert.deepEqual(
    above.cells,
    all.cells.filter((cell) => cell.level > 0),
  );
});
