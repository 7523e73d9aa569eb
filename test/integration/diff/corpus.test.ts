import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { contentId } from '../../../adapters/system/content-id.ts';
import { inflate } from '../../../adapters/system/inflate.ts';
import { applyDiff, applyDiffBytes } from '../../../core/diff/apply-diff.ts';
import { parseDiff } from '../../../core/diff/parse-diff.ts';
import { reverseDiff } from '../../../core/diff/reverse-diff.ts';
import { type CorpusRow, corpusRows, withoutCorpus } from './corpus-rows.ts';
import { GitFolder, readerOf, shownTree, type Tree, treeAfter, withoutGit } from './git-tree.ts';

const skip = withoutCorpus() || withoutGit();
const rows = skip === false ? corpusRows() : [];
const rowsOf = (...kinds: readonly CorpusRow['kind'][]): readonly CorpusRow[] =>
  rows.filter(({ kind }) => kinds.includes(kind));

/** Rows whose modes are recorded as they were before the diff: what git makes of them counts. */
const DISPUTED_MODES = ['valid-4caec8554ecece'];

/** What git makes of a tree; null where it refuses. */
function appliedByGit(folder: GitFolder, { diff, before, after: wanted }: CorpusRow): Tree | null {
  const paths = new Set([...before.keys(), ...wanted.keys()]);
  folder.write(before);
  const isApplied = folder.git(['apply', '--unidiff-zero', '--whitespace=nowarn', '-'], diff) !== null;
  const found = folder.read(paths);
  for (const path of paths) folder.remove(path.split('/')[0] as string);
  return isApplied ? found : null;
}

describe('Diffs of the corpus', { skip }, () => {
  const folder = skip === false ? new GitFolder() : null;
  after(() => folder?.close());

  test('that are valid apply as git applies them, and come back to where they began', () => {
    for (const row of rowsOf('valid')) {
      const strict = applyDiffBytes(row.diff, readerOf(row.before), { inflate, contentId });
      const isShort = !strict.ok && strict.failure.every(({ code }) => code === 'context');
      assert.ok(strict.ok || isShort, `${row.id}: ${JSON.stringify(strict)}`);
      const result = strict.ok
        ? strict
        : applyDiffBytes(row.diff, readerOf(row.before), { inflate, contentId, contextLines: 0 });
      assert.ok(result.ok, `${row.id}: ${JSON.stringify(result)}`);
      const made = treeAfter(row.before, result.value);
      assert.deepEqual(shownTree(made), shownTree(appliedByGit(folder as GitFolder, row) as Tree), row.id);
      const parsed = parseDiff(row.diff);
      assert.ok(parsed.ok, row.id);
      const back = applyDiff(reverseDiff(parsed.value.files), readerOf(made), { inflate, contentId, contextLines: 0 });
      assert.ok(back.ok, `${row.id}: ${JSON.stringify(back)}`);
      assert.deepEqual(shownTree(treeAfter(made, back.value)), shownTree(row.before), row.id);
      if (DISPUTED_MODES.includes(row.id)) continue;
      for (const line of shownTree(row.after))
        assert.ok(shownTree(made).includes(line), `${row.id}: ${line.slice(0, 80)}`);
    }
  });

  test('that are valid but have too little context are refused for that alone', () => {
    const short = rowsOf('valid').filter(
      ({ diff, before }) => !applyDiffBytes(diff, readerOf(before), { inflate, contentId }).ok,
    );
    assert.ok(
      short.every(
        ({ features, note }) => features.includes('ctx0') || features.includes('ctx1') || note.endsWith('NOCONTEXT'),
      ),
    );
  });

  test('that need an offset or fuzz, or do not fit at all, are refused where they do not fit', () => {
    for (const row of rowsOf('offset', 'fuzz', 'reject')) {
      const result = applyDiffBytes(row.diff, readerOf(row.before), { inflate, contentId });
      assert.ok(!result.ok, row.id);
      assert.ok(
        result.failure.every(({ line, message }) => line > 0 && message.includes(': ')),
        row.id,
      );
    }
  });

  test('that are malformed or malicious are refused with a reason, whatever the workspace holds', () => {
    for (const row of rowsOf('malformed', 'malicious')) {
      const results = [0, 3].map((contextLines) =>
        applyDiffBytes(row.diff, readerOf(row.before), { inflate, contentId, contextLines }),
      );
      for (const result of results) {
        assert.ok(!result.ok, `${row.id}: ${row.note}`);
        assert.ok(result.failure.length > 0, row.id);
      }
    }
  });

  test('are read where git reads them, but for binary files that only are said to differ outside of a file', () => {
    const unlike = rowsOf('parse-only').filter(
      ({ diff }) => parseDiff(diff).ok !== ((folder as GitFolder).git(['apply', '--numstat', '-'], diff) !== null),
    );
    assert.deepEqual(
      unlike.map(({ note }) => note),
      ['debdiff.diff'],
    );
  });
});
