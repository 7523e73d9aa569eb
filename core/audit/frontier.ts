import { fail, ok, type Result } from '../result.ts';
import type { MerkleHash } from './merkle.ts';
import { perfectNodes } from './merkle-path.ts';
import type { ReadNode } from './prove.ts';

/**
 * All that is needed to extend a tree: its size and the hashes of the perfect subtrees it consists of, from left to right.
 *
 * There is one hash for each bit that is set in the size, so at most 64. A value: growing makes a new one, and a commit that
 * failed leaves the old one as it was.
 */
export type Frontier<Hash = Uint8Array> = { readonly size: bigint; readonly hashes: readonly Hash[] };

/**
 * One hash that the tiles must gain (c2sp.org/tlog-tiles): at tile level `level`, position `index` of that level.
 *
 * It covers 256^level leaves; level 0 holds the leaf hashes.
 */
export type TileCell<Hash = Uint8Array> = { readonly level: number; readonly index: bigint; readonly hash: Hash };

/** The tree with no entries. */
export const EMPTY_FRONTIER: Frontier<never> = { size: 0n, hashes: [] };

const TILE_HEIGHT = 8;

type GrowOptions<Hash> = {
  readonly leafHashes: readonly Hash[];
  readonly merkle: MerkleHash<Hash>;
  /** False to leave out the cells of level 0, which the caller has as they are. */
  readonly withLeaves?: boolean;
};

/**
 * Appends leaf hashes to a tree, and lists the tile cells that this completes, in the order in which they come about.
 *
 * Costs two hashes a leaf at most on average, whatever the size of the tree.
 */
export function growFrontier<Hash>(
  frontier: Frontier<Hash>,
  { leafHashes, merkle, withLeaves = true }: GrowOptions<Hash>,
): { readonly frontier: Frontier<Hash>; readonly cells: readonly TileCell<Hash>[] } {
  const hashes = [...frontier.hashes];
  const levels = perfectNodes({ start: 0n, end: frontier.size }).map((node) => node.level);
  const cells: TileCell<Hash>[] = [];
  let size = frontier.size;
  for (const leafHash of leafHashes) {
    let hash = leafHash;
    let level = 0;
    if (withLeaves) cells.push({ level: 0, index: size, hash });
    while (levels.at(-1) === level) {
      hash = merkle.node(hashes.pop() as Hash, hash);
      levels.pop();
      level++;
      if (level % TILE_HEIGHT === 0) cells.push({ level: level / TILE_HEIGHT, index: size >> BigInt(level), hash });
    }
    hashes.push(hash);
    levels.push(level);
    size++;
  }
  return { frontier: { size, hashes }, cells };
}

/** The root of the tree: what a checkpoint states. */
export function frontierRoot<Hash>({ hashes }: Frontier<Hash>, merkle: MerkleHash<Hash>): Hash {
  const last = hashes.at(-1);
  return last === undefined
    ? merkle.empty
    : hashes.slice(0, -1).reduceRight((root, hash) => merkle.node(hash, root), last);
}

/**
 * Reads the frontier of the tree of `size` leaves from stored nodes, for instance at start.
 *
 * Fails, naming the place, when a node is missing.
 */
export function loadFrontier(size: bigint, readNode: ReadNode): Result<Frontier, string> {
  const hashes: Uint8Array[] = [];
  for (const node of perfectNodes({ start: 0n, end: size })) {
    const hash = readNode(node);
    if (hash === null)
      return fail(`load the frontier of ${size} leaves: no hash at level ${node.level}, index ${node.index}`);
    hashes.push(hash);
  }
  return ok({ size, hashes });
}

/** The root of the tree over these leaf hashes. */
export function rootOfLeaves(leafHashes: readonly Uint8Array[], merkle: MerkleHash): Uint8Array {
  return frontierRoot(growFrontier(EMPTY_FRONTIER, { leafHashes, merkle }).frontier, merkle);
}
