import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDiffBytes } from '../../core/diff/apply-diff.ts';
import { fuzzDiffs } from './diff-fuzz.ts';

test('no changed diff throws, leads out of the workspace, or is applied although it is refused', () => {
  const { findings, applied } = fuzzDiffs({ count: 4_000, seed: 20_261_121 });
  assert.deepEqual(findings, []);
  assert.ok(applied > 0);
});

test('a diff that throws is found', () => {
  const { findings } = fuzzDiffs({
    count: 10,
    seed: 1,
    apply: () => {
      throw new Error('broken');
    },
  });
  assert.equal(findings.length, 10);
});

test('a path outside is found', () => {
  const { findings } = fuzzDiffs({
    count: 10,
    seed: 1,
    apply: (diff, readImage, options) => {
      readImage('../x');
      return applyDiffBytes(diff, readImage, options);
    },
  });
  assert.equal(findings.length, 10);
});

test('a result after a refusal is found', () => {
  const { findings } = fuzzDiffs({ count: 200, seed: 1, apply: () => ({ ok: true, value: [] }) });
  assert.ok(findings.some((finding) => finding.startsWith('applied though it cannot be read')));
});
