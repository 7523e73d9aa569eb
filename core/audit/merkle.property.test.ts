import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { concatBytes } from '../encoding/bytes.ts';
import { toHex } from '../encoding/hex.ts';
import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier, loadFrontier, type TileCell } from './frontier.ts';
import { merkleHash } from './merkle.ts';
import { isSubtree, subtreePath } from './merkle-path.ts';
import { type ProofSource, proveConsistency, proveInclusion, proveSubtree } from './prove.ts';
import { nodeReader, TILE_WIDTH, type Tile } from './tile.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './verify-proof.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));
const LARGEST = 1_100;
const leaves = Array.from({ length: LARGEST }, (_, index) => merkle.leaf(String(index)));
const sizes = fc.integer({ min: 1, max: LARGEST });
const cuts = fc.array(fc.integer({ min: 0, max: LARGEST }), { maxLength: 12 });

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item !== undefined);
  return item;
}

/** RFC 9162 §2.1.1 word for word, sharing nothing with the code under test. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return hash('sha256', '', 'buffer');
  if (hashes.length === 1) return at(hashes, 0);
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return hash(
    'sha256',
    Buffer.concat([Uint8Array.of(1), naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split))]),
    'buffer',
  );
}

/** Reads nodes from tiles that hold exactly the cells that growing the tree listed. */
function tiledSource(size: number): ProofSource {
  const cells = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, size), merkle }).cells;
  const readTile = ({ level, index, width }: Tile): Uint8Array => {
    const inTile = (cell: TileCell): boolean => cell.level === level && cell.index / BigInt(TILE_WIDTH) === index;
    return concatBytes(
      cells
        .filter(inTile)
        .slice(0, width)
        .map((cell) => cell.hash),
    );
  };
  return { merkle, readNode: nodeReader(BigInt(size), { readTile, merkle }) };
}

function valueOf(result: ReturnType<typeof proveInclusion>): readonly Uint8Array[] {
  assert.ok(result.ok, result.ok ? '' : result.failure);
  return result.value;
}

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = new Uint8Array(bytes);
  const place = bit % (bytes.length * 8);
  flipped[place >> 3] = at([...bytes], place >> 3) ^ (1 << (place & 7));
  return flipped;
}

/** The shape of a proof: on which side each hash goes, and whether the old root comes with it. */
function shapeOf(start: bigint, end: bigint, size: bigint): string {
  const { seed, steps } = subtreePath({ start, end }, size);
  return JSON.stringify([seed === null, steps.map(({ side, within }) => [side, within])]);
}

test('any way of appending the same leaves gives the root of the definition', () => {
  fc.assert(
    fc.property(sizes, cuts, (size, cutsAt) => {
      const borders = [0, ...cutsAt.filter((cut) => cut < size).sort((left, right) => left - right), size];
      let frontier: Frontier = EMPTY_FRONTIER;
      for (const [index, border] of borders.slice(1).entries()) {
        frontier = growFrontier(frontier, { leafHashes: leaves.slice(borders[index], border), merkle }).frontier;
      }
      assert.equal(frontier.size, BigInt(size));
      assert.equal(toHex(frontierRoot(frontier, merkle)), toHex(naiveRoot(leaves.slice(0, size))));
    }),
    { numRuns: 60 },
  );
});

test('a frontier read back from tiles is the one that was grown', () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const loaded = loadFrontier(BigInt(size), tiledSource(size).readNode);
      const grown = growFrontier(EMPTY_FRONTIER, { leafHashes: leaves.slice(0, size), merkle }).frontier;
      assert.ok(loaded.ok);
      assert.deepEqual(loaded.value.hashes.map(toHex), grown.hashes.map(toHex));
    }),
    { numRuns: 30 },
  );
});

test('every inclusion proof verifies, and no one-bit change of proof, index, size, leaf or root does', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, place, bit) => {
      const index = place % size;
      const claim = {
        leafHash: at(leaves, index),
        index: BigInt(index),
        size: BigInt(size),
        root: naiveRoot(leaves.slice(0, size)),
      };
      const proof = valueOf(proveInclusion(claim, tiledSource(size)));
      assert.ok(verifyInclusion(claim, { proof, merkle }));
      const flip = 1n << BigInt(bit % 64);
      const changes = [
        { leafHash: flipBit(claim.leafHash, bit) },
        { root: flipBit(claim.root, bit) },
        { index: claim.index ^ flip },
      ];
      for (const change of changes) assert.equal(verifyInclusion({ ...claim, ...change }, { proof, merkle }), false);
      for (const [step, sibling] of proof.entries()) {
        assert.equal(verifyInclusion(claim, { proof: proof.with(step, flipBit(sibling, bit)), merkle }), false);
      }
    }),
    { numRuns: 60 },
  );
});

test('every consistency proof verifies, and no one-bit change of proof, sizes or roots does', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, place, bit) => {
      const oldSize = 1 + (place % size);
      const roots = { oldRoot: naiveRoot(leaves.slice(0, oldSize)), root: naiveRoot(leaves.slice(0, size)) };
      const claim = { oldSize: BigInt(oldSize), size: BigInt(size), ...roots };
      const proof = valueOf(proveConsistency(claim, tiledSource(size)));
      assert.ok(verifyConsistency(claim, { proof, merkle }));
      const changes = [{ oldRoot: flipBit(claim.oldRoot, bit) }, { root: flipBit(claim.root, bit) }];
      for (const change of changes) assert.equal(verifyConsistency({ ...claim, ...change }, { proof, merkle }), false);
      for (const [step, sibling] of proof.entries()) {
        assert.equal(verifyConsistency(claim, { proof: proof.with(step, flipBit(sibling, bit)), merkle }), false);
      }
    }),
    { numRuns: 60 },
  );
});

test('every proof of a subtree verifies, and so does a leaf within it', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.record({ place: fc.nat(), height: fc.nat({ max: 7 }), reach: fc.nat() }),
      (size, { place, height, reach }) => {
        const start = Math.floor((place % size) / 2 ** height) * 2 ** height;
        const end = Math.min(size, start + 1 + (reach % 2 ** height));
        assert.ok(isSubtree({ start: BigInt(start), end: BigInt(end) }));
        const range = { start: BigInt(start), end: BigInt(end), size: BigInt(size) };
        const held = leaves.slice(start, end);
        const roots = { subtreeRoot: naiveRoot(held), root: naiveRoot(leaves.slice(0, size)) };
        const proof = valueOf(proveSubtree(range, tiledSource(size)));
        assert.ok(verifySubtreeConsistency({ ...range, ...roots }, { proof, merkle }));
        const index = start + (reach % held.length);
        const readNode: ProofSource['readNode'] = ({ level, index: place }) => {
          const first = Number(place << BigInt(level));
          return naiveRoot(held.slice(first, first + 2 ** level));
        };
        const path = valueOf(
          proveInclusion({ index: BigInt(index - start), size: BigInt(held.length) }, { merkle, readNode }),
        );
        const leaf = { leafHash: at(leaves, index), index: BigInt(index), root: roots.subtreeRoot };
        assert.ok(verifySubtreeInclusion({ ...range, ...leaf }, { proof: path, merkle }));
      },
    ),
    { numRuns: 100 },
  );
});

test('a changed size is refused, but where the proof has the same shape: so size and root are signed together', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat({ max: 63 }), (size, place, bit) => {
      const index = BigInt(place % size);
      const oldSize = index + 1n;
      const flip = 1n << BigInt(bit);
      const tree = { size: BigInt(size), root: naiveRoot(leaves.slice(0, size)) };
      const other = tree.size ^ flip;
      const leafHash = at(leaves, Number(index));
      const inclusion = valueOf(proveInclusion({ index, size: tree.size }, tiledSource(size)));
      const sameWay = index < other && shapeOf(index, oldSize, other) === shapeOf(index, oldSize, tree.size);
      assert.equal(
        verifyInclusion({ leafHash, index, size: other, root: tree.root }, { proof: inclusion, merkle }),
        sameWay,
      );
      const consistency = valueOf(proveConsistency({ oldSize, size: tree.size }, tiledSource(size)));
      const oldRoot = naiveRoot(leaves.slice(0, Number(oldSize)));
      for (const changed of [
        { oldSize, size: other },
        { oldSize: oldSize ^ flip, size: tree.size },
      ]) {
        const same =
          changed.oldSize > 0n &&
          changed.oldSize <= changed.size &&
          shapeOf(0n, changed.oldSize, changed.size) === shapeOf(0n, oldSize, tree.size);
        assert.equal(verifyConsistency({ ...changed, oldRoot, root: tree.root }, { proof: consistency, merkle }), same);
      }
    }),
    { numRuns: 150 },
  );
});
