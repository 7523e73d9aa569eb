import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '../encoding/hex.ts';
import { rootOfLeaves } from './frontier.ts';
import { merkleHash } from './merkle.ts';
import type { TreeNode } from './merkle-path.ts';
import { nodesOfProof, type ProofSource, proveConsistency, proveInclusion, proveSubtree } from './prove.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));
const leaves = Array.from({ length: 7 }, (_, index) => merkle.leaf(String(index)));
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
const [h, i, j] = [node(a, b), node(c, d), node(e, f)];
const [k, l] = [node(h, i), node(j, g)];

const source: ProofSource = { merkle, readNode: readLeaves };

function readLeaves({ level, index }: TreeNode): Uint8Array {
  const start = Number(index) * 2 ** level;
  assert.ok(start + 2 ** level <= leaves.length, 'reads no node that the tree does not have');
  return rootOfLeaves(leaves.slice(start, start + 2 ** level), merkle);
}

function hexOf(result: ReturnType<typeof proveInclusion>): string[] {
  assert.ok(result.ok);
  return result.value.map(toHex);
}

test('makes the inclusion proofs of the example of RFC 9162 §2.1.5', () => {
  for (const [index, proof] of [
    [0n, [b, i, l]],
    [3n, [c, h, l]],
    [4n, [f, g, k]],
    [6n, [j, k]],
  ] as const) {
    assert.deepEqual(hexOf(proveInclusion({ index, size: 7n }, source)), proof.map(toHex));
  }
});

test('makes the consistency proofs of the example of RFC 9162 §2.1.5', () => {
  for (const [oldSize, proof] of [
    [3n, [c, d, h, l]],
    [4n, [l]],
    [6n, [j, g, k]],
    [7n, []],
    [0n, []],
  ] as const) {
    assert.deepEqual(hexOf(proveConsistency({ oldSize, size: 7n }, source)), proof.map(toHex));
  }
});

test('makes proofs of subtrees that do not start at 0', () => {
  assert.deepEqual(hexOf(proveSubtree({ start: 4n, end: 6n, size: 7n }, source)), [g, k].map(toHex));
  assert.deepEqual(hexOf(proveSubtree({ start: 4n, end: 7n, size: 7n }, source)), [k].map(toHex));
});

test('fails for what is not in the tree', () => {
  assert.deepEqual(proveInclusion({ index: 7n, size: 7n }, source), {
    ok: false,
    failure: 'prove a subtree: leaves 7 to 8 of 7, want an aligned run within the tree',
  });
  assert.equal(proveInclusion({ index: -1n, size: 7n }, source).ok, false);
  assert.equal(proveConsistency({ oldSize: 8n, size: 7n }, source).ok, false);
  assert.equal(proveSubtree({ start: 1n, end: 3n, size: 7n }, source).ok, false);
});

test('fails, naming the place, when a hash is not stored', () => {
  const holed = {
    merkle,
    readNode: (wanted: TreeNode) => (wanted.level === 0 && wanted.index === 6n ? null : readLeaves(wanted)),
  };
  assert.deepEqual(proveInclusion({ index: 0n, size: 7n }, holed), {
    ok: false,
    failure: 'prove a subtree: a hash between leaves 4 and 7 is missing',
  });
});

test('lists beforehand exactly the nodes that a proof reads', () => {
  const subtree = { start: 0n, end: 3n, size: 7n };
  const read: TreeNode[] = [];
  proveSubtree(subtree, { merkle, readNode: (wanted) => (read.push(wanted), readLeaves(wanted)) });
  assert.deepEqual(sortedPlaces(nodesOfProof(subtree)), sortedPlaces(read));
  assert.deepEqual(nodesOfProof({ start: 0n, end: 1n, size: 1n }), []);
});

function sortedPlaces(nodes: readonly TreeNode[]): string[] {
  return nodes.map(({ level, index }) => `${level}/${index}`).sort();
}
