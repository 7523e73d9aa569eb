import { fail, ok, type Result } from '../result.ts';
import type { MerkleHash } from './merkle.ts';
import { isSubtree, type LeafRange, perfectNodes, subtreePath, type TreeNode } from './merkle-path.ts';

/** Looks up the hash of a perfect subtree; null when it is not stored. See `nodeReader` for a log kept as tiles. */
export type ReadNode = (node: TreeNode) => Uint8Array | null;

/** Where a proof takes its hashes from. */
export type ProofSource = { readonly readNode: ReadNode; readonly merkle: MerkleHash };

/** Shows that a leaf is in the tree of `size` leaves (RFC 9162 §2.1.3.1). Fails when the index is not below the size. */
export function proveInclusion(
  { index, size }: { readonly index: bigint; readonly size: bigint },
  source: ProofSource,
): Result<readonly Uint8Array[], string> {
  return proveSubtree({ start: index, end: index + 1n, size }, source);
}

/**
 * Shows that the tree of `oldSize` leaves is the beginning of the tree of `size` leaves (RFC 9162 §2.1.4.1).
 *
 * Everything begins with the empty tree, so there is nothing to show and the proof from size 0 is empty; the verifier
 * refuses it all the same, and whoever compares trees treats size 0 apart.
 */
export function proveConsistency(
  { oldSize, size }: { readonly oldSize: bigint; readonly size: bigint },
  source: ProofSource,
): Result<readonly Uint8Array[], string> {
  return oldSize === 0n ? ok([]) : proveSubtree({ start: 0n, end: oldSize, size }, source);
}

/** Shows that the subtree over the leaves from `start` to `end` is part of the tree of `size` leaves. */
export function proveSubtree(
  { start, end, size }: LeafRange & { readonly size: bigint },
  source: ProofSource,
): Result<readonly Uint8Array[], string> {
  if (!isSubtree({ start, end }) || end > size) {
    return fail(`prove a subtree: leaves ${start} to ${end} of ${size}, want an aligned run within the tree`);
  }
  const proof: Uint8Array[] = [];
  for (const range of pathRanges({ start, end, size })) {
    const hash = rangeHash(range, source);
    if (hash === null) return fail(`prove a subtree: a hash between leaves ${range.start} and ${range.end} is missing`);
    proof.push(hash);
  }
  return ok(proof);
}

/**
 * Lists the stored nodes that a proof will read, so that a store can fetch them before it is made.
 *
 * The range must be a subtree within the size, as for `proveSubtree`.
 */
export function nodesOfProof(subtree: LeafRange & { readonly size: bigint }): TreeNode[] {
  return pathRanges(subtree).flatMap(perfectNodes);
}

function pathRanges({ start, end, size }: LeafRange & { readonly size: bigint }): LeafRange[] {
  const { seed, steps } = subtreePath({ start, end }, size);
  const siblings = steps.map((step) => step.sibling);
  return seed === null ? siblings : [seed, ...siblings];
}

function rangeHash(range: LeafRange, { readNode, merkle }: ProofSource): Uint8Array | null {
  let root: Uint8Array | null = null;
  for (const node of perfectNodes(range).reverse()) {
    const hash = readNode(node);
    if (hash === null) return null;
    root = root === null ? hash : merkle.node(hash, root);
  }
  return root;
}
