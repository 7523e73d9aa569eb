import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { removeTree } from './remove-tree.ts';

test('removes folders that were locked, and nothing that links lead to', (t) => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-remove-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const kept = join(base, 'kept');
  mkdirSync(kept);
  writeFileSync(join(kept, 'file'), 'x');
  const locked = join(base, 'stage/work/work');
  mkdirSync(join(locked, 'inner'), { recursive: true });
  writeFileSync(join(locked, 'inner/file'), 'x');
  symlinkSync(kept, join(base, 'stage/link'));
  chmodSync(join(locked, 'inner'), 0);
  chmodSync(locked, 0);
  removeTree(join(base, 'stage'));
  assert.equal(existsSync(join(base, 'stage')), false);
  assert.equal(existsSync(join(kept, 'file')), true);
  removeTree(join(base, 'never-there'));
});
