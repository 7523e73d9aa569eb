import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { compareNaively, copyNaively } from '../../adapters/workspace/testing/naive-copy.ts';
import { pathsOfDiff } from '../../core/diff/apply-diff.ts';
import { parseDiff } from '../../core/diff/parse-diff.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { readyPolicy } from '../harness/test-policy.ts';
import type { Tree } from '../integration/diff/git-tree.ts';
import { seeded } from '../simulation/seeded.ts';
import { openGuardedFolder } from './boundary/guarded-folder.ts';
import { changedDiffs } from './diff-fuzz.ts';

const COUNT = Number(process.env['COUNTERSIGN_DISK_DIFFS'] ?? 150);
const SEED = Number(process.env['COUNTERSIGN_SEED'] ?? 20_261_122);

/** Empties a folder and writes a tree into it; false for one that no file system holds. */
function lay(root: string, tree: Tree): boolean {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  for (const [path, image] of tree) {
    if (image.kind === 'absent') continue;
    const place = join(root, path);
    try {
      mkdirSync(dirname(place), { recursive: true });
      if (image.kind === 'link') symlinkSync(Buffer.from(image.target), place);
      else writeFileSync(place, image.content);
      if (image.kind === 'file') chmodSync(place, image.mode & 0o777);
    } catch {
      return false;
    }
  }
  return true;
}

test(`of ${COUNT} changed diffs given to the gateway none writes outside, and none that is refused writes at all`, async (t) => {
  const { attempt, root, outside } = await openGuardedFolder(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const random = seeded(SEED);
  const around = copyNaively(outside);
  let [done, refused] = [0, 0];
  for (const { diff, before } of changedDiffs(random)) {
    if (done + refused >= COUNT) break;
    const text = Buffer.from(diff).toString('utf8');
    if (!Buffer.from(text).equals(diff) || !lay(root, before)) continue;
    const stood = copyNaively(root);
    // Each in a session of its own: three that are refused in a row stop one.
    const { isDone, stoppedBy } = await attempt('apply_diff', { diff: text }, { session: `s-${done + refused}` });
    const changed = compareNaively(stood, copyNaively(root)).map(({ path }) => path);
    const shown = `seed ${SEED}: ${JSON.stringify(text.slice(0, 2_000))}`;
    assert.deepEqual(copyNaively(outside), around, shown);
    if (isDone) {
      const parsed = parseDiff(diff);
      assert.ok(parsed.ok, shown);
      const named = new Set(pathsOfDiff(parsed.value.files).flatMap((path) => [path, ...foldersAbove(path)]));
      assert.deepEqual(
        changed.filter((path) => !named.has(path)),
        [],
        shown,
      );
      done++;
    } else {
      assert.deepEqual([stoppedBy === '', changed], [false, []], shown);
      refused++;
    }
  }
  assert.ok(refused > COUNT / 4 && done > 0, `${refused} refused, ${done} done`);
});
