import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { arePathsKeepable } from './keepable-paths.ts';

test('takes files, links and what is absent for keepable, folders and devices not', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'countersign-keepable-'));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'file'), 'x');
  symlinkSync('nowhere', join(root, 'link'));
  mkdirSync(join(root, 'folder'));
  assert.equal(
    arePathsKeepable([join(root, 'file'), join(root, 'link'), join(root, 'none'), join(root, 'file/below')]),
    true,
  );
  assert.equal(arePathsKeepable([join(root, 'folder')]), false);
  assert.equal(arePathsKeepable(['/dev/null']), false);
  assert.equal(arePathsKeepable(Array.from({ length: 101 }, (_, index) => join(root, String(index)))), false);
});
