import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { concatBytes } from '../encoding/bytes.ts';
import { toHex } from '../encoding/hex.ts';
import { rootOfLeaves } from './frontier.ts';
import { merkleHash } from './merkle.ts';
import { cellsOfLevel, changedTiles, entryBundlePath, nodeReader, splitHashes, tileOfNode, tilePath } from './tile.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));
const leaves = Array.from({ length: 300 }, (_, index) => merkle.leaf(String(index)));

test('writes the paths of the standard', () => {
  assert.equal(tilePath({ level: 0, index: 0n, width: 256 }), 'tile/0/000');
  assert.equal(tilePath({ level: 2, index: 1_234_067n, width: 112 }), 'tile/2/x001/x234/067.p/112');
  assert.equal(tilePath({ level: 63, index: 1000n, width: 1 }), 'tile/63/x001/000.p/1');
  assert.equal(entryBundlePath({ index: 1_000_000n, width: 256 }), 'tile/entries/x001/x000/000');
  assert.equal(
    entryBundlePath({ index: 2n ** 56n - 1n, width: 255 }),
    'tile/entries/x072/x057/x594/x037/x927/935.p/255',
  );
});

test('needs for 70,000 entries the tiles that the standard names', () => {
  const tiles = changedTiles(0n, 70_000n);
  const count = (level: number, full: boolean): number =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
  assert.deepEqual(
    [count(0, true), count(0, false), count(1, true), count(1, false), count(2, false)],
    [273, 1, 1, 1, 1],
  );
  assert.deepEqual(
    tiles.filter((tile) => tile.width < 256).map((tile) => tile.width),
    [112, 17, 1],
  );
  assert.ok(tiles.every((tile) => tile.oldWidth === 0));
});

test('needs for 256 entries a full tile and one of width 1 above it', () => {
  assert.deepEqual(changedTiles(0n, 256n), [
    { level: 0, index: 0n, width: 256, oldWidth: 0 },
    { level: 1, index: 0n, width: 1, oldWidth: 0 },
  ]);
  assert.deepEqual(changedTiles(0n, 0n), []);
});

test('lists only the tiles that a growth changes, with what they held before', () => {
  assert.deepEqual(changedTiles(300n, 300n), []);
  assert.deepEqual(changedTiles(300n, 301n), [{ level: 0, index: 1n, width: 45, oldWidth: 44 }]);
  assert.deepEqual(changedTiles(256n, 257n), [{ level: 0, index: 1n, width: 1, oldWidth: 0 }]);
  assert.deepEqual(changedTiles(500n, 520n), [
    { level: 0, index: 1n, width: 256, oldWidth: 244 },
    { level: 0, index: 2n, width: 8, oldWidth: 0 },
    { level: 1, index: 0n, width: 2, oldWidth: 1 },
  ]);
  assert.equal(cellsOfLevel(2n ** 64n - 1n, 7), 255n);
});

test('finds the tile below a node', () => {
  assert.deepEqual(tileOfNode({ level: 0, index: 299n }, 300n), { level: 0, index: 1n, width: 44 });
  assert.deepEqual(tileOfNode({ level: 7, index: 1n }, 300n), { level: 0, index: 0n, width: 256 });
  assert.deepEqual(tileOfNode({ level: 8, index: 0n }, 300n), { level: 1, index: 0n, width: 1 });
});

test('rebuilds the nodes between two tile levels', () => {
  const tiles = new Map([
    ['tile/0/000', concatBytes(leaves.slice(0, 256))],
    ['tile/0/001.p/44', concatBytes(leaves.slice(256))],
    ['tile/1/000.p/1', rootOfLeaves(leaves.slice(0, 256), merkle)],
  ]);
  const readNode = nodeReader(300n, { readTile: (tile) => tiles.get(tilePath(tile)) ?? null, merkle });
  for (const [level, index, start, end] of [
    [0, 7n, 7, 8],
    [3, 5n, 40, 48],
    [7, 1n, 128, 256],
    [8, 0n, 0, 256],
    [5, 8n, 256, 288],
  ] as const) {
    assert.equal(
      toHex(readNode({ level, index }) ?? Uint8Array.of()),
      toHex(rootOfLeaves(leaves.slice(start, end), merkle)),
    );
  }
});

test('answers null for a node outside the tree, and for a tile that is missing, short or torn', () => {
  const whole = concatBytes(leaves.slice(0, 4));
  assert.ok(readerOf(whole)({ level: 2, index: 0n }) !== null);
  assert.equal(readerOf(whole)({ level: 2, index: 1n }), null);
  assert.equal(readerOf(whole)({ level: 3, index: 0n }), null);
  for (const bytes of [null, whole.subarray(0, 96), whole.subarray(0, 127)])
    assert.equal(readerOf(bytes)({ level: 2, index: 0n }), null);
});

test('cuts a tile into whole hashes, 256 at most', () => {
  assert.equal(splitHashes(new Uint8Array(8192))?.length, 256);
  for (const length of [0, 31, 33, 8193, 8224]) assert.equal(splitHashes(new Uint8Array(length)), null);
});

function readerOf(tile: Uint8Array | null): ReturnType<typeof nodeReader> {
  return nodeReader(4n, { readTile: () => tile, merkle });
}
