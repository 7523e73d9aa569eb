import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { pathsAtStake } from './paths-at-stake.ts';

const write = (path: string, marks: readonly EffectMark[] = []): Effect =>
  makeEffect('file.write', { kind: 'path', value: path }, { detail: 'write', marks });
const run = (marks: readonly EffectMark[]): Effect =>
  makeEffect('process.run', { kind: 'command', value: 'make' }, { detail: 'run', marks });

test('keeps named files one by one, each once', () => {
  assert.deepEqual(pathsAtStake([write('/w/a'), write('/w/a'), write('/w/b')], '/w'), ['/w/a', '/w/b']);
});

test('keeps nothing where no file can change', () => {
  const read = makeEffect('file.read', { kind: 'path', value: '/w/a' }, { detail: 'read' });
  assert.deepEqual(pathsAtStake([read, run([])], '/w'), []);
});

test('keeps the whole workspace before code that nobody has read, and the named files outside beside it', () => {
  const outside = write('/etc/hosts', ['outside-workspace']);
  assert.deepEqual(pathsAtStake([run(['unseen-code']), write('/w/a'), outside], '/w'), ['/w', '/etc/hosts']);
});

test('keeps the whole workspace where a pattern is changed', () => {
  assert.deepEqual(pathsAtStake([write('/w/*.ts')], '/w'), ['/w']);
});

test('keeps the whole workspace where changes may have been left out of the list', () => {
  const paths = Array.from({ length: 64 }, (_, index) => `/w/${index}`);
  assert.deepEqual(
    pathsAtStake(
      paths.map((path) => write(path)),
      '/w',
    ),
    ['/w'],
  );
  assert.deepEqual(
    pathsAtStake(
      paths.slice(1).map((path) => write(path)),
      '/w',
    ),
    paths.slice(1),
  );
  const read =
    (marks: readonly EffectMark[]) =>
    (path: string): Effect =>
      makeEffect('file.read', { kind: 'path', value: path }, { detail: 'read', marks });
  assert.deepEqual(pathsAtStake(paths.map(read([])), '/w'), []);
  assert.deepEqual(pathsAtStake(paths.map(read(['holds-secret'])), '/w'), ['/w']);
});

test('keeps the whole workspace before what may change any file', () => {
  for (const name of ['shell.opaque', 'package.install', 'git.commit', 'git.history-rewrite', 'unknown'] as const) {
    const effect = makeEffect(name, { kind: 'other', value: '' }, { detail: name });
    assert.deepEqual(pathsAtStake([effect], '/w'), ['/w']);
  }
});

test('leaves out what a pattern names outside', () => {
  assert.deepEqual(pathsAtStake([write('/tmp/*', ['outside-workspace'])], '/w'), ['/w']);
});
