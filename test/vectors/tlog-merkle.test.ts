import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../../core/audit/verify-proof.ts';
import { fromBase64 } from '../../core/encoding/base64.ts';
import { listFiles, readJson, SKIP_TLOG } from './tlog-files.ts';

type Case = Readonly<Record<string, unknown>>;

const merkle = merkleHash(sha256);

const SUITES: readonly { folder: string; count: number; accepts: (vector: Case) => boolean }[] = [
  { folder: 'merkle/inclusion', count: 98, accepts: acceptsInclusion },
  { folder: 'merkle/consistency', count: 98, accepts: acceptsConsistency },
  { folder: 'merkle/subtreeinclusion', count: 204, accepts: acceptsSubtreeInclusion },
  { folder: 'merkle/subtreeconsistency', count: 118, accepts: acceptsSubtreeConsistency },
];

for (const { folder, count, accepts } of SUITES) {
  test(`answers every case of ${folder} as its wantErr says`, { skip: SKIP_TLOG }, () => {
    const files = listFiles(folder);
    assert.equal(files.length, count);
    for (const file of files) {
      const vector = readJson(file) as Case;
      assert.equal(accepts(vector), vector['wantErr'] === false, file);
    }
  });
}

test('reads the sizes of the vectors without losing digits', { skip: SKIP_TLOG }, () => {
  const indexes = listFiles('merkle/inclusion').map((file) => (readJson(file) as Case)['leafIdx']);
  assert.ok(indexes.includes(2n ** 64n - 1n));
});

function acceptsInclusion(vector: Case): boolean {
  const claim = { leafHash: bytes(vector['leafHash']), index: int(vector['leafIdx']), size: int(vector['treeSize']) };
  return verifyInclusion({ ...claim, root: bytes(vector['root']) }, { proof: proofOf(vector), merkle });
}

function acceptsConsistency(vector: Case): boolean {
  const claim = { oldSize: int(vector['size1']), oldRoot: bytes(vector['root1']), size: int(vector['size2']) };
  return verifyConsistency({ ...claim, root: bytes(vector['root2']) }, { proof: proofOf(vector), merkle });
}

function acceptsSubtreeInclusion(vector: Case): boolean {
  const range = { start: int(vector['start']), end: int(vector['end']), index: int(vector['leafIdx']) };
  const hashes = { leafHash: bytes(vector['leafHash']), root: bytes(vector['root']) };
  return verifySubtreeInclusion({ ...range, ...hashes }, { proof: proofOf(vector), merkle });
}

function acceptsSubtreeConsistency(vector: Case): boolean {
  const range = { start: int(vector['start']), end: int(vector['end']), size: int(vector['size']) };
  const roots = { subtreeRoot: bytes(vector['root1']), root: bytes(vector['root2']) };
  return verifySubtreeConsistency({ ...range, ...roots }, { proof: proofOf(vector), merkle });
}

function proofOf(vector: Case): Uint8Array[] {
  return ((vector['proof'] ?? []) as unknown[]).map(bytes);
}

function bytes(value: unknown): Uint8Array {
  const decoded = typeof value === 'string' ? fromBase64(value) : null;
  assert.ok(decoded !== null, `base64 ${String(value)}`);
  return decoded;
}

function int(value: unknown): bigint {
  assert.equal(typeof value, 'bigint');
  return value as bigint;
}
