import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EntryChange } from './entry-change.ts';
import { ABSENT, type EntryState } from './entry-state.ts';
import { changedBetween, invertChanges, mergeChanges } from './merge-changes.ts';

const file = (sha256: string): EntryState => ({ kind: 'file', mode: 0o644, sha256, sizeBytes: 1 });
const change = (path: string, before: EntryState, after: EntryState): EntryChange => ({ path, before, after });

test('joins changes of one path from its first state to its last', () => {
  const merged = mergeChanges([
    [change('b', file('1'), file('2'))],
    [change('a', ABSENT, file('9')), change('b', file('2'), file('3'))],
  ]);
  assert.deepEqual(merged, [change('a', ABSENT, file('9')), change('b', file('1'), file('3'))]);
});

test('sorts by path', () => {
  const names = ['b', 'c', 'a', 'd'];
  const merged = mergeChanges([names.map((name) => change(name, ABSENT, file('1')))]);
  assert.deepEqual(
    merged.map(({ path }) => path),
    ['a', 'b', 'c', 'd'],
  );
});

test('leaves out what came back to where it was', () => {
  assert.deepEqual(mergeChanges([[change('a', ABSENT, file('1'))], [change('a', file('1'), ABSENT)]]), []);
});

test('leads back what was changed', () => {
  assert.deepEqual(invertChanges([change('a', ABSENT, file('1'))]), [change('a', file('1'), ABSENT)]);
});

test('sees what somebody else changed in between', () => {
  const first = [change('a', ABSENT, file('1')), change('b', ABSENT, file('1'))];
  const second = [change('a', file('other'), file('2')), change('b', file('1'), file('2'))];
  assert.deepEqual(changedBetween([first, second]), ['a']);
});
