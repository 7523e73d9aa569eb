import type { DiffProblem } from './diff-problem.ts';

/**
 * One line of a hunk. Its newline belongs to `bytes`, and is missing where the file ends without one. `line` is its place in
 * the diff, from 1.
 */
export type HunkLine = {
  readonly mark: 'keep' | 'remove' | 'add';
  readonly bytes: Uint8Array;
  readonly line: number;
};

/**
 * A run of lines of one file, old and new. A start counts lines from 1; where the count is 0, it is the line before.
 * Invariant: the lines are as many as the counts say, and one of them is removed or added.
 */
export type Hunk = {
  readonly line: number;
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly lines: readonly HunkLine[];
};

/** One direction of a git binary patch: the whole content or a delta from the other side, deflated (RFC 1950). */
export type BinaryPart = {
  readonly line: number;
  readonly form: 'literal' | 'delta';
  /** How long the content or the delta is once inflated. */
  readonly sizeBytes: number;
  readonly deflated: Uint8Array;
};

/** What git calls two contents of a file: SHA-1 or SHA-256 in hex, all zeros where there is no file. */
export type ContentIds = { readonly before: string; readonly after: string };

/** What a diff says about a file's content: nothing, hunks, a binary patch, or only that two binary files differ. */
export type DiffBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly hunks: readonly Hunk[] }
  | {
      readonly kind: 'binary';
      readonly forward: BinaryPart;
      readonly reverse: BinaryPart | null;
      readonly ids: ContentIds | null;
    }
  | { readonly kind: 'unseen' };

/**
 * What a diff does to one file.
 *
 * Paths are as in `EntryChange`, without the `a/` and `b/` of the diff, but not yet checked: they may lead anywhere. Both are
 * the same unless the file is renamed or copied, or a plain diff gives two names. Modes are git's (`100644`, `100755`, `120000`
 * link, `160000` submodule), null where nothing is said. An `uncopy` is a copy taken back.
 */
export type DiffFile = {
  readonly line: number;
  /** `git`: begins with `diff --git`. `plain`: only with `---` and `+++`, as `diff -u` writes it. */
  readonly form: 'git' | 'plain';
  readonly change: 'change' | 'create' | 'delete' | 'rename' | 'copy' | 'uncopy';
  readonly oldPath: string;
  readonly newPath: string;
  readonly oldMode: number | null;
  readonly newMode: number | null;
  readonly body: DiffBody;
  /** What can be read, and yet must not be applied: no prefix, names that contradict each other. */
  readonly faults: readonly DiffProblem[];
};

/** A diff that was read; `hasProse` where lines stand in it that belong to no file. */
export type Diff = { readonly files: readonly DiffFile[]; readonly hasProse: boolean };

/** What a git mode makes of a path; `other` for what git never writes into a diff. */
export function typeOfMode(mode: number): 'file' | 'link' | 'submodule' | 'other' {
  const type = mode >> 12;
  return type === 0o10 ? 'file' : type === 0o12 ? 'link' : type === 0o16 ? 'submodule' : 'other';
}

/** Writes a mode as git does. */
export function modeText(mode: number): string {
  return mode.toString(8).padStart(6, '0');
}
