import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { changesTasks } from './task-files.ts';

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
  assert.equal(changes('file.delete', '/w/src', ['bulk']), true);
  const patch = makeEffect('file.write', { kind: 'other', value: 'x' }, { detail: '' });
  assert.equal(changesTasks([patch]), true);
});
