import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDiff } from '../../../core/diff/make-diff.ts';
import { compareEdits } from '../../red-team/diff-edits.ts';
import { withoutGit } from './git-tree.ts';

const skip = withoutGit();

test("random edits of real files come out as git's, both ways and back", { skip }, () => {
  const count = Number(process.env['COUNTERSIGN_EDIT_SCRIPTS'] ?? 400);
  assert.deepEqual(compareEdits({ count, seed: 20_261_121 }).differences, []);
});

test('a diff that is otherwise is found', { skip }, () => {
  const { differences } = compareEdits({
    count: 20,
    seed: 3,
    makeDiff: (change) => makeDiff({ ...change, after: change.before }),
  });
  assert.ok(differences.length > 0);
});
