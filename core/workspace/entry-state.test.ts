import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ABSENT, type EntryState, isSameState } from './entry-state.ts';

const FILE: EntryState = { kind: 'file', mode: 0o644, sha256: 'a', sizeBytes: 1 };
const LINK: EntryState = { kind: 'link', target: 'x' };
const FOLDER: EntryState = { kind: 'folder', mode: 0o755 };

test('tells states apart by kind, permissions, content and target', () => {
  for (const state of [FILE, LINK, FOLDER, ABSENT]) assert.equal(isSameState(state, { ...state }), true);
  const others: readonly (readonly [EntryState, EntryState])[] = [
    [FILE, { ...FILE, mode: 0o755 }],
    [FILE, { ...FILE, sha256: 'b' }],
    [FILE, { ...FILE, sizeBytes: 2 }],
    [LINK, { ...LINK, target: 'y' }],
    [FOLDER, { ...FOLDER, mode: 0o700 }],
    [FILE, LINK],
    [LINK, FOLDER],
    [FOLDER, ABSENT],
    [ABSENT, FILE],
  ];
  for (const [one, other] of others) assert.equal(isSameState(one, other), false);
});
