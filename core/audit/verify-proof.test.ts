import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { merkleHash } from './merkle.ts';
import { subtreePath } from './merkle-path.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './verify-proof.ts';

const merkle = merkleHash((data) => hash('sha256', data, 'buffer'));
const [a, b] = [merkle.leaf('a'), merkle.leaf('b')];
const root = merkle.node(a, b);
const MAX_SIZE = 2n ** 64n - 1n;

test('accepts a leaf of a tree of two, and only with its own hash, index, size and root', () => {
  const claim = { leafHash: a, index: 0n, size: 2n, root };
  assert.ok(verifyInclusion(claim, { proof: [b], merkle }));
  for (const change of [
    { leafHash: b },
    { index: 1n },
    { index: 2n },
    { index: -1n },
    { size: 1n },
    { size: 3n },
    { root: a },
  ]) {
    assert.equal(verifyInclusion({ ...claim, ...change }, { proof: [b], merkle }), false);
  }
  for (const proof of [[], [a], [b, b]]) assert.equal(verifyInclusion(claim, { proof, merkle }), false);
});

test('refuses hashes that are not 32 bytes, so that no two readings of a proof exist', () => {
  const shifted = { leafHash: a, index: 0n, size: 2n };
  assert.equal(verifyInclusion({ ...shifted, root }, { proof: [b.slice(0, 31)], merkle }), false);
  assert.equal(verifyInclusion({ ...shifted, leafHash: a.slice(0, 31), root }, { proof: [b], merkle }), false);
  const short = new Uint8Array(5);
  assert.equal(verifyInclusion({ leafHash: short, index: 0n, size: 1n, root: short }, { proof: [], merkle }), false);
  const consistency = { start: 0n, end: 1n, size: 2n, subtreeRoot: short, root };
  assert.equal(verifySubtreeConsistency(consistency, { proof: [b], merkle }), false);
});

test('refuses size 0 as the old size whatever the proof says', () => {
  for (const size of [0n, 1n, 2n]) {
    for (const oldRoot of [merkle.empty, root]) {
      assert.equal(verifyConsistency({ oldSize: 0n, oldRoot, size, root }, { proof: [], merkle }), false);
    }
  }
});

test('needs equal roots and an empty proof where the sizes are equal', () => {
  const claim = { oldSize: 2n, oldRoot: root, size: 2n, root };
  assert.ok(verifyConsistency(claim, { proof: [], merkle }));
  assert.equal(verifyConsistency({ ...claim, oldRoot: a }, { proof: [], merkle }), false);
  assert.equal(verifyConsistency(claim, { proof: [root], merkle }), false);
});

test('refuses a proof without the first hash where the old tree is no node of the new one', () => {
  assert.equal(verifyConsistency({ oldSize: 3n, oldRoot: a, size: 4n, root }, { proof: [], merkle }), false);
});

test('reads the empty run of leaves as part of every tree that reaches it', () => {
  const claim = { start: 3n, end: 3n, size: 3n, subtreeRoot: merkle.empty, root };
  assert.ok(verifySubtreeConsistency(claim, { proof: [], merkle }));
  assert.equal(verifySubtreeConsistency({ ...claim, subtreeRoot: root }, { proof: [], merkle }), false);
  assert.equal(verifySubtreeConsistency(claim, { proof: [root], merkle }), false);
  assert.equal(verifySubtreeConsistency({ ...claim, size: 2n }, { proof: [], merkle }), false);
  assert.equal(verifySubtreeConsistency({ ...claim, start: -1n, end: -1n }, { proof: [], merkle }), false);
});

test('refuses runs of leaves that are no subtree', () => {
  const claim = { start: 1n, end: 3n, size: 4n, subtreeRoot: root, root };
  assert.equal(verifySubtreeConsistency(claim, { proof: [a, b], merkle }), false);
  assert.equal(
    verifySubtreeInclusion({ leafHash: a, index: 1n, start: 1n, end: 3n, root }, { proof: [b], merkle }),
    false,
  );
});

test('works up to the largest size and refuses the next', () => {
  const index = MAX_SIZE - 1n;
  const proof = subtreePath({ start: index, end: MAX_SIZE }, MAX_SIZE).steps.map((_, step) =>
    merkle.leaf(String(step)),
  );
  const far = proof.reduce((hashed, sibling) => merkle.node(sibling, hashed), a);
  assert.ok(verifyInclusion({ leafHash: a, index, size: MAX_SIZE, root: far }, { proof, merkle }));
  assert.equal(verifyInclusion({ leafHash: a, index, size: MAX_SIZE - 1n, root: far }, { proof, merkle }), false);
  assert.equal(verifyInclusion({ leafHash: a, index, size: MAX_SIZE + 1n, root: far }, { proof, merkle }), false);
  const tooLarge = { oldSize: MAX_SIZE + 1n, oldRoot: root, size: MAX_SIZE + 1n, root };
  assert.equal(verifyConsistency(tooLarge, { proof: [], merkle }), false);
});
