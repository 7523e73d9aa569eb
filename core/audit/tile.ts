import { HASH_BYTES, type MerkleHash } from './merkle.ts';
import type { TreeNode } from './merkle-path.ts';
import type { ReadNode } from './prove.ts';

/** How many hashes a full tile holds, and how many entries a full bundle does (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256;

const TILE_HEIGHT = 8;

/** One tile: `level` 0 holds leaf hashes, each level above it the roots of full tiles below. `width` is 1 to 256 hashes. */
export type Tile = { readonly level: number; readonly index: bigint; readonly width: number };

/** A tile of a grown tree, and how many of its hashes were there before. */
export type ChangedTile = Tile & { readonly oldWidth: number };

/** How many hashes of a tile level a tree of this size has. */
export function cellsOfLevel(size: bigint, level: number): bigint {
  return size >> BigInt(TILE_HEIGHT * level);
}

/**
 * Lists the tiles that differ between a tree and the same tree grown, level by level from the leaves, left to right.
 *
 * From size 0 these are all tiles of the tree. Entry bundles change exactly as the tiles of level 0 do.
 */
export function changedTiles(oldSize: bigint, size: bigint): ChangedTile[] {
  const tiles: ChangedTile[] = [];
  for (let level = 0; cellsOfLevel(size, level) > 0n; level++) {
    const oldCells = cellsOfLevel(oldSize, level);
    const cells = cellsOfLevel(size, level);
    const width = BigInt(TILE_WIDTH);
    if (oldCells === cells) break;
    for (let index = oldCells / width; index * width < cells; index++) {
      const first = index * width;
      tiles.push({
        level,
        index,
        width: Math.min(Number(cells - first), TILE_WIDTH),
        oldWidth: oldCells > first ? Number(oldCells - first) : 0,
      });
    }
  }
  return tiles;
}

/** Finds the tile that holds the hashes below a node, as wide as it is in the tree of `size` leaves. */
export function tileOfNode({ level, index }: TreeNode, size: bigint): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = (index << BigInt(level % TILE_HEIGHT)) / BigInt(TILE_WIDTH);
  const cells = cellsOfLevel(size, tileLevel) - tileIndex * BigInt(TILE_WIDTH);
  return { level: tileLevel, index: tileIndex, width: Math.min(Number(cells), TILE_WIDTH) };
}

/**
 * Reads any node of the tree of `size` leaves from its tiles, rebuilding the levels between two tile levels.
 *
 * `readTile` gives a tile's bytes or null; a tile wider than asked will do. A node that lies outside the tree, and a tile
 * that is missing, too short or not made of whole hashes, give null: nothing is guessed.
 */
export function nodeReader(
  size: bigint,
  { readTile, merkle }: { readonly readTile: (tile: Tile) => Uint8Array | null; readonly merkle: MerkleHash },
): ReadNode {
  return ({ level, index }) => {
    if ((index + 1n) << BigInt(level) > size) return null;
    const tile = tileOfNode({ level, index }, size);
    const hashes = splitHashes(readTile(tile));
    const count = 2 ** (level % TILE_HEIGHT);
    const first = Number((index * BigInt(count)) % BigInt(TILE_WIDTH));
    if (hashes === null || hashes.length < first + count) return null;
    return perfectRoot(hashes.slice(first, first + count), merkle);
  };
}

/** Cuts a tile's bytes into its hashes. Null for nothing, for more than 256 hashes, and for a length that is no whole number of them. */
export function splitHashes(bytes: Uint8Array | null): Uint8Array[] | null {
  if (bytes === null || bytes.length === 0) return null;
  if (bytes.length % HASH_BYTES !== 0 || bytes.length > TILE_WIDTH * HASH_BYTES) return null;
  const hashes: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; offset += HASH_BYTES) {
    hashes.push(bytes.subarray(offset, offset + HASH_BYTES));
  }
  return hashes;
}

/** The address of a tile below the log's prefix, for example `tile/0/x001/x234/067.p/112`. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index)}${partial(width)}`;
}

/** The address of an entry bundle below the log's prefix, for example `tile/entries/x001/x234/067`. */
export function entryBundlePath({ index, width }: { readonly index: bigint; readonly width: number }): string {
  return `tile/entries/${indexPath(index)}${partial(width)}`;
}

function indexPath(index: bigint): string {
  let path = (index % 1000n).toString().padStart(3, '0');
  for (let rest = index / 1000n; rest > 0n; rest /= 1000n)
    path = `x${(rest % 1000n).toString().padStart(3, '0')}/${path}`;
  return path;
}

function partial(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

function perfectRoot(hashes: readonly Uint8Array[], merkle: MerkleHash): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, index) =>
      merkle.node(row[2 * index] as Uint8Array, row[2 * index + 1] as Uint8Array),
    );
  }
  return row[0] as Uint8Array;
}
