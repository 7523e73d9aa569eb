import { MAX_DIFF_PROBLEMS } from './diff-limits.ts';

/**
 * What is wrong with a diff: how it is written (`size`, `syntax`, `counts`, `header`, `name`), what it asks for (`path`,
 * `mode`, `link`, `binary`, `submodule`, `context`, `order`, `duplicate`, `no-change`), or what it finds (`missing`,
 * `exists`, `mismatch`, `unreadable`).
 */
export type DiffProblemCode =
  | 'size'
  | 'syntax'
  | 'counts'
  | 'header'
  | 'name'
  | 'path'
  | 'mode'
  | 'link'
  | 'binary'
  | 'submodule'
  | 'context'
  | 'order'
  | 'duplicate'
  | 'no-change'
  | 'missing'
  | 'exists'
  | 'mismatch'
  | 'unreadable';

/**
 * One reason for which a diff is refused. `line` is the line of the diff, from 1; `path` the file it is about, null where no
 * name could be read. `message` says what was found and what was wanted, never what a file holds.
 */
export type DiffProblem = {
  readonly code: DiffProblemCode;
  readonly line: number;
  readonly path: string | null;
  readonly message: string;
};

/** Collects the problems of one diff, at most 100. */
export class DiffProblems {
  readonly list: DiffProblem[] = [];

  /** Notes a problem, and answers null: what a reader answers that found one. */
  add(code: DiffProblemCode, at: { readonly line: number; readonly path?: string }, message: string): null {
    if (!this.isFull()) this.list.push({ code, line: at.line, path: at.path ?? null, message });
    return null;
  }

  /** True when no more problems are taken, so that reading on is in vain. */
  isFull(): boolean {
    return this.list.length >= MAX_DIFF_PROBLEMS;
  }

  /** The problems in the order of their lines. */
  sorted(): readonly DiffProblem[] {
    return this.list.toSorted((one, other) => one.line - other.line);
  }
}
