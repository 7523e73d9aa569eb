import type { DiffBody, DiffFile, HunkLine } from './diff-file.ts';

/**
 * The diff that leads back: applied to what a diff makes it gives what was there before, byte for byte.
 *
 * A copy is taken back as an `uncopy`: the copy goes where it still is what the diff made of its source. A binary patch without a
 * way back cannot be reversed and is refused when it is applied.
 */
export function reverseDiff(files: readonly DiffFile[]): readonly DiffFile[] {
  return files.toReversed().map((file) => ({
    ...file,
    change: REVERSED[file.change],
    oldPath: file.newPath,
    newPath: file.oldPath,
    oldMode: file.newMode,
    newMode: file.oldMode,
    body: reverseBody(file.body),
  }));
}

const REVERSED: { readonly [change in DiffFile['change']]: DiffFile['change'] } = {
  change: 'change',
  create: 'delete',
  delete: 'create',
  rename: 'rename',
  copy: 'uncopy',
  uncopy: 'copy',
};

const REVERSED_MARKS: { readonly [mark in HunkLine['mark']]: HunkLine['mark'] } = {
  keep: 'keep',
  add: 'remove',
  remove: 'add',
};

function reverseBody(body: DiffBody): DiffBody {
  if (body.kind === 'binary') {
    if (body.reverse === null) return { kind: 'unseen' };
    const ids = body.ids === null ? null : { before: body.ids.after, after: body.ids.before };
    return { ...body, forward: body.reverse, reverse: body.forward, ids };
  }
  if (body.kind !== 'text') return body;
  const hunks = body.hunks.map((hunk) => ({
    line: hunk.line,
    oldStart: hunk.newStart,
    oldCount: hunk.newCount,
    newStart: hunk.oldStart,
    newCount: hunk.oldCount,
    lines: hunk.lines.map((line) => ({ ...line, mark: REVERSED_MARKS[line.mark] })),
  }));
  return { kind: 'text', hunks };
}
