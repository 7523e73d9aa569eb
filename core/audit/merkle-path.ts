/** A run of leaves: from `start`, up to but without `end`. */
export type LeafRange = { readonly start: bigint; readonly end: bigint };

/** A perfect subtree by place: it covers the leaves from `index << level` up to `(index + 1) << level`. Level 0 is a leaf. */
export type TreeNode = { readonly level: number; readonly index: bigint };

/** One step up from a subtree to the root: the sibling to hash with, and on which side it stands. */
export type PathStep = {
  readonly side: 'left' | 'right';
  readonly sibling: LeafRange;
  /** True when the sibling is itself a part of the subtree that is proved: its hash goes into both hashes. */
  readonly within: boolean;
};

/**
 * The way from a subtree to the root of a tree that holds it, lowest step first.
 *
 * `seed` is null when the way starts at the subtree's own hash. Otherwise the subtree is no node of the tree: the way starts
 * at its last part, whose hash must then come with the proof.
 */
export type SubtreePath = { readonly seed: LeafRange | null; readonly steps: readonly PathStep[] };

/**
 * Tells whether a run of leaves is a subtree: it is not empty, and starts at a multiple of the power of two that holds it.
 *
 * Only such runs have a hash that a tree which holds them can be shown to agree with (IETF draft Merkle Tree Certificates,
 * subtrees). Every prefix and every single leaf is one.
 */
export function isSubtree({ start, end }: LeafRange): boolean {
  return start >= 0n && start < end && start % (1n << BigInt(bitLength(end - start - 1n))) === 0n;
}

/**
 * Finds the way from a subtree to the root of the tree of `size` leaves, at most 64 steps.
 *
 * The one walk that making and checking a proof share. The range must be a subtree (`isSubtree`) and end within the size.
 */
export function subtreePath({ start, end }: LeafRange, size: bigint): SubtreePath {
  const steps: PathStep[] = [];
  let wanted = start;
  let node: LeafRange = { start: 0n, end: size };
  let width = splitWidth(size);
  while (node.start !== wanted || node.end !== end) {
    const middle = node.start + width;
    const left = { start: node.start, end: middle };
    const right = { start: middle, end: node.end };
    if (end <= middle) {
      steps.push({ side: 'right', sibling: right, within: false });
      node = left;
      width >>= 1n;
      continue;
    }
    const within = wanted < middle;
    steps.push({ side: 'left', sibling: left, within });
    if (within) wanted = middle;
    node = right;
    width = splitWidth(right.end - right.start);
  }
  return { seed: wanted === start ? null : node, steps: steps.reverse() };
}

/**
 * Cuts a run of leaves into the fewest perfect subtrees, from left to right.
 *
 * The run must be a prefix, a node of a tree, or empty: then each part starts at a multiple of its own width.
 */
export function perfectNodes({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    const level = bitLength(end - at) - 1;
    nodes.push({ level, index: at >> BigInt(level) });
    at += 1n << BigInt(level);
  }
  return nodes;
}

/** The width of the left child: the largest power of two below the number of leaves (RFC 9162 §2.1.1). */
function splitWidth(leaves: bigint): bigint {
  return leaves < 2n ? 0n : 1n << BigInt(bitLength(leaves - 1n) - 1);
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
