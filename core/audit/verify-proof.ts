import { equalBytes } from '../encoding/bytes.ts';
import { MAX_UINT64 } from '../encoding/decimal.ts';
import { HASH_BYTES, type MerkleHash } from './merkle.ts';
import { isSubtree, type LeafRange, subtreePath } from './merkle-path.ts';

type Proof = readonly Uint8Array[];

/**
 * Tells whether a proof shows that a leaf stands at `index` in the tree of `size` leaves with this root (RFC 9162 §2.1.3.2).
 *
 * Closed: a size beyond 2^64 − 1, an index not below it, a hash that is not 32 bytes, a proof too short or too long are all false.
 */
export function verifyInclusion(
  claim: { readonly leafHash: Uint8Array; readonly index: bigint; readonly size: bigint; readonly root: Uint8Array },
  { proof, merkle }: { readonly proof: Proof; readonly merkle: MerkleHash },
): boolean {
  const { leafHash, index, size, root } = claim;
  return verifySubtreeInclusion({ leafHash, index, start: 0n, end: size, root }, { proof, merkle });
}

/**
 * Tells whether a proof shows that a leaf stands at `index` in the subtree from `start` to `end` with this root.
 *
 * `index` counts from the beginning of the log, not of the subtree. False unless the run of leaves is a subtree that holds the index.
 */
export function verifySubtreeInclusion(
  claim: LeafRange & { readonly leafHash: Uint8Array; readonly index: bigint; readonly root: Uint8Array },
  { proof, merkle }: { readonly proof: Proof; readonly merkle: MerkleHash },
): boolean {
  const { leafHash, index, start, end, root } = claim;
  if (end > MAX_UINT64 || !isSubtree({ start, end }) || leafHash.length !== HASH_BYTES) return false;
  const place = { start: index - start, end: index - start + 1n, size: end - start };
  return verifySubtreeConsistency({ ...place, subtreeRoot: leafHash, root }, { proof, merkle });
}

/**
 * Tells whether a proof shows that the tree of `oldSize` leaves is the beginning of the tree of `size` leaves (RFC 9162 §2.1.4.2).
 *
 * Size 0 as the old size is always false: nothing can be inconsistent with the empty tree, so such a proof would prove nothing.
 * Trees of equal size need equal roots and an empty proof.
 */
export function verifyConsistency(
  claim: { readonly oldSize: bigint; readonly oldRoot: Uint8Array; readonly size: bigint; readonly root: Uint8Array },
  { proof, merkle }: { readonly proof: Proof; readonly merkle: MerkleHash },
): boolean {
  const { oldSize, oldRoot, size, root } = claim;
  if (oldSize === 0n) return false;
  return verifySubtreeConsistency({ start: 0n, end: oldSize, size, subtreeRoot: oldRoot, root }, { proof, merkle });
}

/**
 * Tells whether a proof shows that a subtree with this root is part of the tree of `size` leaves (IETF draft Merkle Tree Certificates).
 *
 * An empty run of leaves is part of every tree that reaches it: its root must be the empty tree's and its proof empty, and
 * that says nothing about the tree's own root.
 */
export function verifySubtreeConsistency(
  claim: LeafRange & { readonly size: bigint; readonly subtreeRoot: Uint8Array; readonly root: Uint8Array },
  { proof, merkle }: { readonly proof: Proof; readonly merkle: MerkleHash },
): boolean {
  const { start, end, size, subtreeRoot, root } = claim;
  if (start < 0n || end > size || size > MAX_UINT64) return false;
  if (start === end) return proof.length === 0 && equalBytes(subtreeRoot, merkle.empty);
  if (!isSubtree({ start, end })) return false;
  const roots = climb({ start, end, size }, { subtreeRoot, proof, merkle });
  return roots !== null && equalBytes(roots.subtree, subtreeRoot) && equalBytes(roots.tree, root);
}

/** Recomputes both roots from a proof. Null when the proof does not have the hashes that the way to the root needs. */
function climb(
  { start, end, size }: LeafRange & { readonly size: bigint },
  {
    subtreeRoot,
    proof,
    merkle,
  }: { readonly subtreeRoot: Uint8Array; readonly proof: Proof; readonly merkle: MerkleHash },
): { readonly subtree: Uint8Array; readonly tree: Uint8Array } | null {
  const { seed, steps } = subtreePath({ start, end }, size);
  const hashes = seed === null ? [subtreeRoot, ...proof] : proof;
  const [first, ...siblings] = hashes;
  if (first === undefined || siblings.length !== steps.length) return null;
  let subtree = first;
  let tree = first;
  for (const [index, step] of steps.entries()) {
    const sibling = siblings[index] as Uint8Array;
    if (sibling.length !== HASH_BYTES || tree.length !== HASH_BYTES) return null;
    if (step.within) subtree = merkle.node(sibling, subtree);
    tree = step.side === 'left' ? merkle.node(sibling, tree) : merkle.node(tree, sibling);
  }
  return { subtree, tree };
}
