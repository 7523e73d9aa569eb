import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChangeSet, findLookAlikes, USUAL_CHANGE_BOUNDS } from './check-change-set.ts';
import type { EntryChange } from './entry-change.ts';
import { ABSENT, type EntryState } from './entry-state.ts';

const FOLDER: EntryState = { kind: 'folder', mode: 0o755 };
const LINK: EntryState = { kind: 'link', target: '../x' };

function file(sizeBytes = 1): EntryState {
  return { kind: 'file', mode: 0o644, sha256: 'a0'.repeat(32), sizeBytes };
}

function change(path: string, before: EntryState, after: EntryState): EntryChange {
  return { path, before, after };
}

function texts(changes: readonly EntryChange[], bounds = USUAL_CHANGE_BOUNDS): readonly string[] {
  return checkChangeSet(changes, bounds).map(({ kind, text }) => `${kind}: ${text}`);
}

test('finds nothing wrong with a set that changes kinds and moves a tree', () => {
  const changes = [
    change('a', file(), FOLDER),
    change('a/b', ABSENT, LINK),
    change('a-b', LINK, ABSENT),
    change('c', FOLDER, file(0)),
    change('c/d', FOLDER, ABSENT),
    change('c/d/e', file(), ABSENT),
  ].sort((one, other) => (one.path < other.path ? -1 : 1));
  assert.deepEqual(texts(changes), []);
});

test('refuses a set without a change', () => {
  assert.deepEqual(texts([]), ['shape: change a workspace: found no change, want at least one']);
});

test('refuses paths that are invalid, twice there or out of order, all at once', () => {
  const found = texts([
    change('b', ABSENT, FOLDER),
    change('a', ABSENT, FOLDER),
    change('a', ABSENT, FOLDER),
    change('a/../c', ABSENT, FOLDER),
  ]);
  assert.equal(found.length, 3);
  assert.match(found[0] ?? '', /^shape: change "a": found it after "b"/);
  assert.match(found[1] ?? '', /^shape: change "a": found the path twice/);
  assert.match(found[2] ?? '', /^path: change "a\/\.\.\/c": found the name ".."/);
});

test('refuses anything below a path that is no folder at that time', () => {
  const found = texts([change('a', file(), LINK), change('a/b', file(), ABSENT), change('a/c', ABSENT, file())]);
  assert.equal(found.length, 2);
  assert.match(found[0] ?? '', /"a\/b": found it below "a", which was no folder before/);
  assert.match(found[1] ?? '', /"a\/c": found it below "a", which would be no folder/);
});

test('refuses states that cannot be', () => {
  const states: readonly (readonly [EntryState, RegExp])[] = [
    [{ kind: 'folder', mode: 0o10000 }, /mode 4096/],
    [{ kind: 'folder', mode: -1 }, /mode -1/],
    [{ kind: 'folder', mode: 0.5 }, /mode 0.5/],
    [{ kind: 'link', target: '' }, /link to ""/],
    [{ kind: 'link', target: 'a\0' }, /link to "a/],
    [{ kind: 'link', target: '\ud800' }, /link to "/],
    [{ kind: 'link', target: 'x'.repeat(4096) }, /link to "x{200}…"/],
    [{ kind: 'file', mode: 0, sha256: 'A0'.repeat(32), sizeBytes: 0 }, /digest/],
    [{ kind: 'file', mode: 0, sha256: 'a0', sizeBytes: 0 }, /digest/],
    [{ kind: 'file', mode: 0, sha256: 'a0'.repeat(32), sizeBytes: -1 }, /size of -1/],
    [{ kind: 'file', mode: 0, sha256: 'a0'.repeat(32), sizeBytes: 1.5 }, /size of 1.5/],
  ];
  for (const [state, problem] of states) {
    assert.match(texts([change('a', ABSENT, state)]).join(), problem);
    assert.match(texts([change('a', state, ABSENT)]).join(), problem);
  }
});

test('holds the bounds on paths, on a file and on all contents, each at its exact value', () => {
  const bounds = { maxChanges: 2, maxFileBytes: 10, maxTotalBytes: 15 };
  assert.deepEqual(texts([change('a', file(10), file(10)), change('b', file(5), file(5))], bounds), []);
  assert.match(texts([change('a', ABSENT, file(11))], bounds).join(), /^bound: .*"a" with 11 bytes, want at most 10$/);
  assert.match(texts([change('a', file(11), ABSENT)], bounds).join(), /"a" with 11 bytes/);
  assert.match(
    texts([change('a', file(8), LINK), change('b', file(8), LINK)], bounds).join(),
    /16 bytes in all before/,
  );
  assert.match(texts([change('a', LINK, file(8)), change('b', LINK, file(8))], bounds).join(), /16 bytes in all after/);
  const three = ['a', 'b', 'c'].map((path) => change(path, ABSENT, FOLDER));
  assert.match(texts(three, bounds).join(), /found 3 paths, want at most 2/);
});

test('groups names that a volume could take for one another', () => {
  const names = ['README', 'Stra\u00dfe', 'STRASSE', 'caf\u00e9', 'cafe\u0301', 'other', 'readme'];
  const groups = findLookAlikes(names.map((path) => change(path, ABSENT, FOLDER)));
  assert.deepEqual(groups, [
    ['README', 'readme'],
    ['Stra\u00dfe', 'STRASSE'],
    ['caf\u00e9', 'cafe\u0301'],
  ]);
});
