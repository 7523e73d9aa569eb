import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { changedNames, changesTasks, switchesFiles } from './task-files.ts';

function changes(name: EffectClass, value: string, marks: readonly EffectMark[] = []): boolean {
  return changesTasks([makeEffect(name, { kind: 'path', value }, { detail: '', marks })]);
}

test('sees a change of what the tasks of a project run', () => {
  for (const name of [
    'package.json',
    'Makefile',
    'conftest.py',
    'vite.config.ts',
    '.eslintrc.json',
    '.babelrc',
    'build.rs',
    'package-lock.json',
    'requirements-dev.txt',
    'tsconfig.build.json',
    'rules.mk',
    'node_modules/.bin/eslint',
    '.husky/pre-commit',
  ])
    assert.equal(changes('file.write', `/w/a/${name}`), true, name);
  assert.equal(changes('file.delete', '/w/package.json'), true);
  assert.equal(changes('file.metadata', '/w/gradlew'), true);
});

test('sees none in reading, nor in a change of other files', () => {
  assert.equal(changes('file.read', '/w/package.json'), false);
  assert.equal(changes('file.write', '/w/src/a.ts'), false);
  assert.equal(changesTasks([]), false);
});

test('takes a change of files that are not known by name for one', () => {
  assert.equal(changes('file.write', '/w/$X', ['unresolved']), true);
  assert.equal(changes('file.write', '/w/src', ['bulk']), true);
  assert.equal(changes('file.delete', '/w/src', ['bulk']), false);
  assert.equal(changes('file.write', '/w/src/*'), true);
  assert.equal(changes('file.write', '/w/*.json'), true);
  assert.equal(changes('file.write', '/w/src/*.tsx'), false);
  const patch = makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' });
  assert.equal(changesTasks([patch]), true);
});

test('names the files that are changed, without their folders', () => {
  const of = (name: EffectClass, value: string) => makeEffect(name, { kind: 'path', value }, { detail: '' });
  const unknown = makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' });
  assert.deepEqual(changedNames([of('file.write', '/w/a.js'), of('file.read', '/w/b.js'), unknown]), ['a.js']);
});

test('takes a copy to what may be a folder for a change of tasks', () => {
  const of = (name: EffectClass, value: string) => makeEffect(name, { kind: 'path', value }, { detail: '' });
  const from = of('file.read', '/w/evil');
  assert.equal(changesTasks([from, of('file.write', '/w')]), true);
  assert.equal(changesTasks([from, of('file.write', '/w/a.txt')]), false);
  assert.equal(changesTasks([from, of('file.delete', '/w/a')]), false);
  const unseen = makeEffect('process.run', { kind: 'command', value: 'deno test' }, { detail: '', marks: ['unseen-code'] });
  assert.equal(changesTasks([from, unseen, of('file.write', '/w/coverage')]), false);
  assert.equal(changesTasks([of('file.write', '/w/a')]), false);
});

test('sees where git puts other files into the workspace', () => {
  const of = (value: string) => [makeEffect('git.commit', { kind: 'command', value }, { detail: '' })];
  for (const line of ['git checkout other', 'git pull ', 'git stash pop', 'git stash apply', 'git switch -c a b', 'git merge a'])
    assert.equal(switchesFiles(of(line)), true, line);
  for (const line of ['git commit -m a', 'git checkout -b new', 'git stash', 'git', 'npm checkout x', 'git add .'])
    assert.equal(switchesFiles(of(line)), false, line);
  assert.equal(switchesFiles([makeEffect('file.write', { kind: 'path', value: '/w/git checkout' }, { detail: '' })]), false);
});
