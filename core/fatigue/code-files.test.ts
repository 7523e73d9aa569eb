import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectClass } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { changesRemotes, isBundling, writesCode } from './code-files.ts';

const path = (name: EffectClass, value: string) => makeEffect(name, { kind: 'path', value }, { detail: '' });
const command = (name: EffectClass, value: string) => makeEffect(name, { kind: 'command', value }, { detail: '' });
const writes = (value: string): boolean => writesCode([path('file.write', value)], '/w/tools');

test('takes for code what a program may load: by its ending, or in a folder of programs', () => {
  for (const value of [
    '/w/tools/a.js',
    '/w/tools/A.PY',
    '/w/tools/b/x.test.ts',
    '/w/tools/*.sh',
    '/w/tools/bin/run',
    '/w/tools/lib',
    '/elsewhere/src/x',
  ])
    assert.equal(writes(value), true, value);
});

test('takes no text, no data and no other folder for code, and no reading or deleting for a change', () => {
  for (const value of ['/w/tools/README.md', '/w/tools/a.txt', '/w/tools/dist', '/w/tools/.x', '/w/tools/data/a.json'])
    assert.equal(writes(value), false, value);
  assert.equal(writesCode([path('file.read', '/w/a.js'), path('file.delete', '/w/a.js')], '/w'), false);
  assert.equal(writesCode([command('file.write', 'tar a.js')], '/w'), false);
});

test('sees where a repository is told of another remote, another branch, or what runs before it sends', () => {
  for (const line of [
    'git remote set-url origin x',
    'git remote add x y',
    'git config a b',
    'git checkout main',
    'git switch x',
  ])
    assert.equal(changesRemotes([command('git.commit', line)]), true, line);
  assert.equal(changesRemotes([command('file.read', 'git branch -u evil/main')]), true);
  assert.equal(changesRemotes([command('file.read', 'git branch --set-upstream-to=evil/main')]), true);
  assert.equal(changesRemotes([command('shell.opaque', 'git config core.hooksPath')]), true);
  for (const file of [
    '/w/.git/config',
    '/w/.git/hooks/pre-push',
    '/w/.husky/pre-push',
    '/w/.gitmodules',
    '/w/lefthook.yml',
  ])
    assert.equal(changesRemotes([path('file.write', file)]), true, file);
});

test('sees none in looking, committing, or other files', () => {
  for (const line of ['git branch -a', 'git remote -v', 'git config --get a'])
    assert.equal(changesRemotes([command('file.read', line)]), false, line);
  for (const line of ['git commit -m x', 'npm config', 'git', ''])
    assert.equal(changesRemotes([command('git.commit', line)]), false, line);
  assert.equal(changesRemotes([path('file.read', '/w/.git/config'), path('file.write', '/w/a.js')]), false);
});

test('knows a bundle of what is there from a text that the caller puts in', () => {
  for (const line of ['esbuild --bundle src/a.ts --outfile=dist/a.js', 'esbuild a.ts b.ts --outdir=dist --minify'])
    assert.equal(isBundling(line.split(' ')), true, line);
  for (const line of [
    'rollup a.js',
    'esbuild a.js --banner:js=evil() --outfile=b.js',
    'esbuild a.txt --loader:.txt=js --outfile=b.js',
    'esbuild notes.md --outfile=b.js',
    'esbuild ../evil.js --outfile=b.js',
    'esbuild a.js --inject:x.js',
    '',
  ])
    assert.equal(isBundling(line.split(' ')), false, line);
});
