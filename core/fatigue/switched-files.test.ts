import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { bringsOthers, storesFiles, switchesFiles } from './switched-files.ts';

function command(name: EffectClass, value: string): readonly Effect[] {
  return [makeEffect(name, { kind: 'command', value }, { detail: '' })];
}

function path(name: EffectClass, value: string, marks: readonly EffectMark[] = []): readonly Effect[] {
  return [makeEffect(name, { kind: 'path', value }, { detail: '', marks })];
}

test('sees where version control puts other versions of files into the workspace', () => {
  for (const line of [
    'checkout evil',
    'checkout -b a evil',
    'checkout -b -x',
    'checkout -b …',
    'checkout --orphan a evil',
    'checkout --orphan -x',
    'switch --orphan a',
    'checkout',
    'switch evil',
    'switch -c',
    'merge evil',
    'rebase main',
    'cherry-pick b',
    'revert HEAD',
    'pull',
    'reset --hard',
    'reset --har',
    'read-tree -u -m x',
    'bisect good',
    'stash',
    'stash pop',
    'worktree add sub evil',
    'submodule update --init',
    'nobody-knows-it',
    'restore a',
    '',
  ])
    assert.equal(switchesFiles(command('git.commit', `git ${line}`), null), true, line);
  assert.equal(switchesFiles(command('git.history-rewrite', 'git restore'), null), true);
  assert.equal(switchesFiles(command('file.write', 'git apply x.patch'), null), true);
  assert.equal(switchesFiles(command('net.fetch', 'gh pr checkout 7'), null), true);
  assert.equal(switchesFiles(command('git.commit', 'hg update x'), null), true);
});

test('sees none where the files stay as they are, or are named', () => {
  for (const line of [
    'commit -m a',
    'add .',
    'checkout -b new',
    'checkout --orphan new',
    'switch -c new',
    'reset',
    'reset --soft HEAD~1',
    'reset -p a',
    'restore',
    'stash drop',
    'stash clear',
    'worktree prune',
    'worktree lock',
    'worktree unlock',
  ])
    assert.equal(switchesFiles(command('git.commit', `git ${line}`), null), false, line);
  assert.equal(switchesFiles(command('file.read', 'git checkout x'), null), false);
  assert.equal(switchesFiles(command('net.fetch', 'npm view x'), null), false);
  assert.equal(switchesFiles(command('net.fetch', 'gh pr list'), null), false);
  assert.equal(switchesFiles(command('git.commit', ' '), null), true);
  assert.equal(switchesFiles(path('file.write', 'git pull'), 'x'), false);
});

test('takes the deletion of whole folders for a restoration where the line says so, or hides what it says', () => {
  const deleted = path('file.delete', '/w/src', ['bulk']);
  assert.equal(switchesFiles(deleted, 'git restore src'), true);
  assert.equal(switchesFiles(deleted, "git re''store src"), true);
  assert.equal(switchesFiles(deleted, "git $'restor\\x65' src"), true);
  assert.equal(switchesFiles(deleted, 'rm -r src'), false);
  assert.equal(switchesFiles(deleted, null), false);
  assert.equal(switchesFiles(path('file.delete', '/w/a'), 'restore'), false);
  assert.equal(switchesFiles(path('file.write', '/w/a', ['bulk']), 'restore'), false);
});

test('knows what version control keeps of the files, and what it takes from others', () => {
  for (const line of ['git commit -m a', 'git add .', 'git stash', 'git nobody-knows-it', 'jj edit x', ' '])
    assert.equal(storesFiles(command('git.commit', line)), true, line);
  for (const line of ['git checkout x', 'git reset', 'git restore'])
    assert.equal(storesFiles(command('git.commit', line)), false, line);
  assert.equal(storesFiles(command('file.read', 'git add')), false);
  assert.equal(storesFiles(path('git.commit', 'x')), false);
  for (const line of ['git fetch', 'git pull', 'gh pr checkout 7'])
    assert.equal(bringsOthers(command('net.fetch', line)), true, line);
  for (const line of ['git clone x', 'npm view x', ' '])
    assert.equal(bringsOthers(command('net.fetch', line)), false, line);
  assert.equal(bringsOthers(command('git.commit', 'git merge x')), false);
  assert.equal(bringsOthers(path('net.fetch', 'x')), false);
});
