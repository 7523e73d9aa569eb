import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLook, isStaging } from './calm-git.ts';

test('knows what puts files of the workspace into the index or a commit', () => {
  for (const line of [
    'git add dist package.json',
    'git add -A',
    'git commit -am x',
    'git commit -m x a.ts',
    'git commit',
  ])
    assert.equal(isStaging(line.split(' ')), true, line);
  assert.equal(isStaging(['git', 'commit', '-m', 'feat: see https://a.example/ and ../b']), true);
});

test('takes no other word of git for that, no other option, and no option that looks like the text of a commit', () => {
  for (const line of [
    'git push',
    'git stash',
    'git checkout x',
    'git -c core.hooksPath=evil commit -m x',
    'git -C ../x add a',
    'git add ../x',
    'git add --chmod=+x a',
    'git add --pathspec-from-file=x',
    'git commit --amend',
    'git commit --no-verify',
    'git commit -F ../x',
    'git commit -m x --template=/etc/x',
    'git commit -m -m --amend',
    'git add -m --force',
    'git',
    'svn add x',
    'git constructor',
  ])
    assert.equal(isStaging(line.split(' ')), false, line);
});

test('knows what only prints, and no option by which it writes a file or runs a program', () => {
  for (const line of [
    'git status',
    'git diff --exit-code',
    'git diff --quiet lib/a.js',
    'git log --oneline',
    'git show HEAD',
  ])
    assert.equal(isLook(line.split(' ')), true, line);
  for (const line of [
    'git diff --output=package.json',
    'git diff --ext-diff',
    'git log -p --textconv',
    'git diff --no-index /etc/passwd a',
    'git show ../x',
    'git branch -D x',
    'hg diff',
    'git',
  ])
    assert.equal(isLook(line.split(' ')), false, line);
});
