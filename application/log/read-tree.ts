import { type MerkleHash, merkleHash } from '../../core/audit/merkle.ts';
import type { LeafRange } from '../../core/audit/merkle-path.ts';
import { nodesOfProof, type ProofSource } from '../../core/audit/prove.ts';
import { nodeReader, TILE_WIDTH, type Tile, tileOfNode } from '../../core/audit/tile.ts';
import { concatBytes } from '../../core/encoding/bytes.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';

/** What proofs over the stored tree are made from. */
export type TreePorts = { readonly ledger: LedgerStore; readonly hash: HashFunction };

/** Fetches every tile that a proof about `range` in the tree of `size` leaves reads, and answers a source over them. */
export async function readTree(
  range: LeafRange & { readonly size: bigint },
  { ledger, hash }: TreePorts,
): Promise<ProofSource> {
  const merkle: MerkleHash = merkleHash(hash);
  const tiles = new Map<string, Uint8Array>();
  for (const node of nodesOfProof(range)) {
    const tile = tileOfNode(node, range.size);
    if (!tiles.has(tileKey(tile))) tiles.set(tileKey(tile), await readTile(tile, ledger));
  }
  const readNode = nodeReader(range.size, { readTile: (tile) => tiles.get(tileKey(tile)) ?? null, merkle });
  return { readNode, merkle };
}

/** The hashes of one tile: leaf hashes at level 0, stored nodes above. */
async function readTile(tile: Tile, ledger: LedgerStore): Promise<Uint8Array> {
  const range = { fromIndex: Number(tile.index) * TILE_WIDTH, limit: tile.width };
  if (tile.level === 0) return concatBytes((await ledger.readEntries(range)).map((entry) => entry.leafHash));
  return concatBytes((await ledger.readNodes({ level: tile.level, ...range })).map((node) => node.hash));
}

function tileKey({ level, index }: Tile): string {
  return `${level}/${index}`;
}
