import { equalBytes } from '../encoding/bytes.ts';
import { startOf } from './check-diff.ts';
import type { Hunk } from './diff-file.ts';
import type { DiffProblems } from './diff-problem.ts';
import { endOfLine, measureLines } from './text-lines.ts';

const NEWLINE = 0x0a;

/** How hunks are applied: `path` is named in problems. */
export type HunkRules = { readonly path: string; readonly contextLines: number; readonly problems: DiffProblems };

/** A place between two lines of a content: how many lines stand before it, and how many bytes. */
type Place = { readonly line: number; readonly offset: number };

/**
 * The pieces of a content after its hunks, in order; null, with the problems noted, where a hunk does not fit.
 *
 * Exact: each hunk stands at the lines that its header names and nowhere else, every kept and removed line is there byte for
 * byte with its newline, and context is short only where the file ends. The hunks are in order, as `checkDiffFile` sees to.
 * Linear in content and hunks.
 */
export function applyHunks(
  content: Uint8Array,
  hunks: readonly Hunk[],
  rules: HunkRules,
): readonly Uint8Array[] | null {
  const known = rules.problems.list.length;
  const parts: Uint8Array[] = [];
  let done: Place = { line: 0, offset: 0 };
  let line = 0;
  for (const hunk of hunks) {
    line = hunk.line;
    const start = placeOf(content, done, startOf(hunk.oldStart, hunk.oldCount));
    const end = start === null ? tooShort(hunk, content, rules) : endOfHunk(content, hunk, { ...rules, start });
    if (start === null || end === null) continue;
    parts.push(content.subarray(done.offset, start.offset));
    for (const { mark, bytes } of hunk.lines) if (mark !== 'remove') parts.push(bytes);
    done = end;
  }
  parts.push(content.subarray(done.offset));
  if (!isOneText(parts)) {
    rules.problems.add(
      'mismatch',
      { line, path: rules.path },
      'apply hunk: a line without newline before the end of the file, wanted it last',
    );
  }
  return rules.problems.list.length === known ? parts : null;
}

/** The place before a line, found from one before it; null where the content has fewer lines. */
function placeOf(content: Uint8Array, from: Place, line: number): Place | null {
  let offset = from.offset;
  for (let left = line - from.line; left > 0; left--) {
    if (offset === content.length) return null;
    offset = endOfLine(content, offset);
  }
  return { line, offset };
}

function tooShort({ line, oldStart }: Hunk, content: Uint8Array, { path, problems }: HunkRules): null {
  const { count } = measureLines(content);
  return problems.add('mismatch', { line, path }, `apply hunk: the file has ${count} lines, wanted line ${oldStart}`);
}

/** Where a hunk ends that fits; null, with the first problem noted, where it does not. */
function endOfHunk(content: Uint8Array, hunk: Hunk, rules: HunkRules & { readonly start: Place }): Place | null {
  const { path, contextLines, problems } = rules;
  let { line: at, offset } = rules.start;
  for (const { mark, bytes, line } of hunk.lines) {
    if (mark === 'add') continue;
    const end = endOfLine(content, offset);
    if (end === offset) return tooShort({ ...hunk, oldStart: at + 1 }, content, rules);
    if (!equalBytes(bytes, content.subarray(offset, end))) {
      return problems.add(
        'mismatch',
        { line, path },
        `apply hunk: line ${at + 1} of the file is another, wanted it byte for byte`,
      );
    }
    offset = end;
    at++;
  }
  const trail = hunk.lines.length - 1 - hunk.lines.findLastIndex(({ mark }) => mark !== 'keep');
  if (trail < contextLines && offset < content.length) {
    problems.add(
      'context',
      { line: hunk.line, path },
      `apply hunk: ${trail} lines of context after the change, wanted at least ${contextLines}`,
    );
  }
  return { line: at, offset };
}

function isOneText(parts: readonly Uint8Array[]): boolean {
  const last = parts.findLastIndex(({ length }) => length > 0);
  return parts.every((part, index) => index >= last || part.length === 0 || part.at(-1) === NEWLINE);
}
