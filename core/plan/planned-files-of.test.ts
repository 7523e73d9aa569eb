import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DiffFile } from '../diff/diff-file.ts';
import { ABSENT_IMAGE, type Image } from '../diff/image.ts';
import { type AppliedDiff, plannedFilesOf } from './planned-files-of.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (text: string, mode = 0o644): Image => ({ kind: 'file', mode, content: bytes(text) });

function rename(oldPath: string, newPath: string): DiffFile {
  const body = { kind: 'none' } as const;
  return { line: 1, form: 'git', change: 'rename', oldPath, newPath, oldMode: null, newMode: null, body, faults: [] };
}

function applied(step: string | null, changes: AppliedDiff['changes'], files: readonly DiffFile[] = []): AppliedDiff {
  return { step, files, changes };
}

describe('The changes of several diffs', () => {
  test('are one for each path, from the first state to the last', () => {
    const files = plannedFilesOf([
      applied('s1', [{ path: 'a', before: file('1'), after: file('2') }]),
      applied('s2', [{ path: 'b', before: ABSENT_IMAGE, after: { kind: 'link', target: bytes('a') } }]),
      applied('s2', [{ path: 'a', before: file('2'), after: file('3', 0o755) }]),
      applied('s2', [{ path: 'a', before: file('3', 0o755), after: ABSENT_IMAGE }]),
    ]);
    assert.deepEqual(files, [
      {
        path: 'a',
        before: { kind: 'file', mode: 0o644, content: '1' },
        after: null,
        movedFrom: null,
        steps: ['s1', 's2'],
      },
      { path: 'b', before: null, after: { kind: 'link', mode: 0o777, content: 'a' }, movedFrom: null, steps: ['s2'] },
    ]);
  });

  test('leave out what is in the end as it was', () => {
    const there = { path: 'a', before: ABSENT_IMAGE, after: file('1') };
    const gone = { path: 'a', before: file('1'), after: ABSENT_IMAGE };
    assert.deepEqual(plannedFilesOf([applied('s1', [there]), applied('s2', [gone])]), []);
  });

  test('follow a file that moves twice', () => {
    const move = (from: string, to: string) =>
      applied(
        null,
        [
          { path: from, before: file('x'), after: ABSENT_IMAGE },
          { path: to, before: ABSENT_IMAGE, after: file('x') },
        ],
        [rename(from, to)],
      );
    const files = plannedFilesOf([move('a', 'b'), move('b', 'c')]);
    assert.deepEqual(
      files.map(({ path, movedFrom, steps }) => [path, movedFrom, steps]),
      [
        ['a', null, []],
        ['c', 'a', []],
      ],
    );
  });

  test('keep bytes that are no text, and contents that are too long to be looked through', () => {
    const binary: Image = { kind: 'file', mode: 0o644, content: Uint8Array.of(0xff) };
    const long = file('a'.repeat(1_048_577));
    const files = plannedFilesOf([applied(null, [{ path: 'a', before: binary, after: long }])]);
    assert.ok(files[0]?.before?.content instanceof Uint8Array && files[0]?.after?.content instanceof Uint8Array);
  });
});
