import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { carriesTasks, changedNames, changesTasks, mayChangeTasks } from './task-files.ts';

function changes(name: EffectClass, value: string, marks: readonly EffectMark[] = []): boolean {
  return changesTasks([makeEffect(name, { kind: 'path', value }, { detail: '', marks })]);
}

function command(name: EffectClass, value: string) {
  return makeEffect(name, { kind: 'command', value }, { detail: '' });
}

test('sees a change of what the tasks of a project run', () => {
  for (const name of [
    'package.json',
    'Makefile',
    'Makefile.js',
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
    '.npmrc',
    '.mocharc.cjs',
    '.swcrc',
    'tsconfig.json',
    'requirements.in',
    'gulpfile.js',
    'app.csproj',
    'Makefile.am',
    '.python-version',
    'dodo.py',
  ])
    assert.equal(changes('file.write', `/w/a/${name}`), true, name);
  assert.equal(changes('file.delete', '/w/package.json'), true);
});

test('sees none in reading, nor in a change of other files', () => {
  assert.equal(changes('file.read', '/w/package.json'), false);
  assert.equal(changes('file.metadata', '/w/gradlew'), false);
  for (const name of ['requirements-dev.md', 'my-tsconfig.json', 'x.npmrc'])
    assert.equal(changes('file.write', name), false, name);
  assert.equal(changes('file.write', '/w/src/a.ts'), false);
  assert.equal(changesTasks([]), false);
});

test('takes files of which only a program knows the names for tasks', () => {
  assert.equal(changes('file.write', '/w/src', ['bulk']), true);
  assert.equal(changes('file.delete', '/w/src', ['bulk']), false);
  assert.equal(changes('file.write', '/w/src/*'), true);
  assert.equal(changes('file.write', '/w/*.json'), true);
  for (const pattern of [
    'vite*',
    'j?st.config.ts',
    '.e*',
    'tsconfig*',
    'pack*.json',
    '*.ts',
    '*.gradle',
    'vite.config.*',
    'a.config.*',
  ])
    assert.equal(changes('file.write', `/w/${pattern}`), true, pattern);
  for (const pattern of ['*.tsx', 'gh_*', 'linux-*', 'notes*.md', 'vite*.css'])
    assert.equal(changes('file.write', `/w/src/${pattern}`), false, pattern);
  assert.equal(changesTasks([command('file.write', 'tar xf a.tar')]), true);
  const own = { detail: '', marks: ['project-only'] } as const;
  for (const [value, is] of [
    ['npm pkg set scripts.test=x', true],
    ['git apply evil.patch', true],
    ['uv venv', false],
    ['mkdocs new site', false],
    ['cargo init --lib', false],
    ['cargo init --registry evil', true],
    ['cargo initial', false],
    ['uv init --script x.py', true],
    ['npm init evil', true],
  ] as const)
    assert.equal(changesTasks([makeEffect('file.write', { kind: 'command', value }, own)]), is, value);
  assert.equal(changesTasks([makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' })]), false);
});

test('names the files that are changed, without their folders', () => {
  const of = (name: EffectClass, value: string) => makeEffect(name, { kind: 'path', value }, { detail: '' });
  const unknown = makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' });
  assert.deepEqual(changedNames([of('file.write', '/w/a.js'), of('file.read', '/w/b.js'), unknown]), ['a.js']);
});

test('tells that tasks may be changed where files are not named, or the workspace itself is written to', () => {
  const may = (name: EffectClass, value: string, marks: readonly EffectMark[] = []) =>
    mayChangeTasks([makeEffect(name, { kind: 'path', value }, { detail: '', marks })], '/w/a');
  assert.equal(may('file.write', '/w/a'), true);
  assert.equal(may('file.write', '/w'), true);
  assert.equal(may('file.write', '/w/a/b.ts'), false);
  assert.equal(may('file.read', '/w/a'), false);
  for (const value of ['…', '…/', '….json', '…/package.json', '/w/a/*', '…/doc/'])
    assert.equal(may('file.write', value, ['unresolved']), true, value);
  for (const value of ['….sha256', '…/notes.txt', '…/doc'])
    assert.equal(may('file.write', value, ['unresolved']), false, value);
  const unresolved = (value: string) =>
    makeEffect('file.write', { kind: 'other', value }, { detail: '', marks: ['unresolved'] });
  assert.equal(mayChangeTasks([unresolved('…')], '/w/a'), true);
  assert.equal(mayChangeTasks([unresolved('….sha256')], '/w/a'), false);
  assert.equal(mayChangeTasks([makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' })], '/w/a'), true);
  assert.equal(mayChangeTasks([command('file.write', 'tar xf a')], '/w/a'), false);
});

test('sees where a file that says what tasks run is taken to another folder', () => {
  const of = (name: EffectClass, value: string) => makeEffect(name, { kind: 'path', value }, { detail: '' });
  assert.equal(carriesTasks([of('file.read', '/w/evil/package.json'), of('file.write', '/w/packages/app')]), true);
  assert.equal(carriesTasks([of('file.read', '/w/evil/package.json'), of('file.write', '/w/a.txt')]), false);
  assert.equal(carriesTasks([of('file.read', '/w/a.ts'), of('file.write', '/w/packages/app')]), false);
  assert.equal(carriesTasks([of('file.read', '/w/evil/package.json'), command('file.write', 'tar')]), false);
});
