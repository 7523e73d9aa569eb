import type { HashFunction } from '../hash.ts';

/** How long a SHA-256 hash is, in bytes. */
export const HASH_BYTES = 32;

/**
 * The three hashes a log's tree is made of (RFC 9162 §2.1.1, RFC 6962 §2.1).
 *
 * Leaves and inner nodes start with different bytes, so that no entry can pass for a node. Each result is 32 bytes.
 */
export type MerkleHash = {
  /** The root of the tree with no entries. */
  readonly empty: Uint8Array;
  /** The hash of one entry; a string stands for its UTF-8 bytes. */
  readonly leaf: (entry: string | Uint8Array) => Uint8Array;
  /** The hash of an inner node over its two children, which must be 32 bytes each. */
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array;
};

/** Makes the tree's hashes from SHA-256, which must not keep the bytes it is given: every node is put together in one place. */
export function merkleHash(hash: HashFunction): MerkleHash {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = 1;
  return {
    empty: hash(''),
    leaf: (entry) => (typeof entry === 'string' ? hash(`\0${entry}`) : hash(prefixed(entry))),
    node: (left, right) => {
      input.set(left, 1);
      input.set(right, 1 + HASH_BYTES);
      return hash(input);
    },
  };
}

function prefixed(entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return input;
}
