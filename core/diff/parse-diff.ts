import { fail, ok, type Result } from '../result.ts';
import type { Diff, DiffFile } from './diff-file.ts';
import { MAX_DIFF_BYTES, MAX_DIFF_FILES, MAX_DIFF_HUNKS, MAX_DIFF_LINE_BYTES, MAX_DIFF_LINES } from './diff-limits.ts';
import { DiffLines } from './diff-lines.ts';
import { type DiffProblem, DiffProblems } from './diff-problem.ts';
import { readGitFile, readPlainFile } from './read-file.ts';
import type { HeaderContext } from './read-header.ts';

/** How strictly a diff is read. `isEndOptional`: its last line may lack its newline, as in a text that a shell gives. */
export type ParseOptions = { readonly isEndOptional?: boolean };

/** What could be read of a diff, and what could not. */
export type DiffReading = Diff & { readonly problems: readonly DiffProblem[] };

/**
 * Reads a unified diff as git writes it, or `diff -u`: changes, creations, deletions, renames, copies, modes, links, missing
 * newlines, quoted names, names that are not UTF-8, binary patches.
 *
 * Strict, for a tool that reads a diff otherwise does otherwise: it fails with every problem, up to 100, where the diff names
 * no file, contradicts itself, lies about its counts, or has parts of a diff where none belong. Prose around the files, as in
 * a mailed patch, is passed over and noted. Bounded to 16 MiB, 500,000 lines of 4 MiB, 256 files and 20,000 hunks. Linear.
 *
 * What is read is not yet safe to apply: paths may lead anywhere. `applyDiff` checks them.
 */
export function parseDiff(bytes: Uint8Array, options: ParseOptions = {}): Result<Diff, readonly DiffProblem[]> {
  const { files, hasProse, problems } = readDiff(bytes, options);
  return problems.length === 0 ? ok({ files, hasProse }) : fail(problems);
}

/** Reads as much of a diff as can be read, with the problems of the rest, so that all can be told at once. */
export function readDiff(bytes: Uint8Array, { isEndOptional = false }: ParseOptions): DiffReading {
  const problems = new DiffProblems();
  const lines = openLines(bytes, problems);
  if (lines === null) return { files: [], hasProse: false, problems: problems.sorted() };
  const { files, hasProse } = readFiles(lines, { problems, isEndOptional });
  checkCounts(files, problems);
  return { files, hasProse, problems: problems.sorted() };
}

function readFiles(lines: DiffLines, context: HeaderContext): Diff {
  const { problems } = context;
  const files: DiffFile[] = [];
  let hasProse = false;
  while (lines.at < lines.count && !problems.isFull()) {
    const before = problems.list.length;
    const file = readNext(lines, context);
    if (file === 'prose') hasProse = true;
    else if (file !== null) files.push(file);
    if (problems.list.length > before) passOver(lines);
  }
  return { files, hasProse };
}

function openLines(bytes: Uint8Array, problems: DiffProblems): DiffLines | null {
  const { length } = bytes;
  if (length > MAX_DIFF_BYTES)
    return problems.add('size', { line: 1 }, `read diff: ${length} bytes, wanted at most ${MAX_DIFF_BYTES}`);
  const lines = new DiffLines(bytes);
  if (lines.count > MAX_DIFF_LINES)
    return problems.add('size', { line: 1 }, `read diff: ${lines.count} lines, wanted at most ${MAX_DIFF_LINES}`);
  for (let at = 0; at < lines.count; at++) {
    const size = (lines.raw(at) as Uint8Array).length - 1;
    if (size > MAX_DIFF_LINE_BYTES)
      problems.add(
        'size',
        { line: at + 1 },
        `read diff: a line of ${size} bytes, wanted at most ${MAX_DIFF_LINE_BYTES}`,
      );
  }
  return problems.list.length > 0 ? null : lines;
}

function checkCounts(files: readonly DiffFile[], problems: DiffProblems): void {
  if (files.length === 0 && problems.list.length === 0)
    problems.add(
      'syntax',
      { line: 1 },
      'read diff: no file, wanted "diff --git a/name b/name", or "--- a/name" and "+++ b/name"',
    );
  if (files.length > MAX_DIFF_FILES)
    problems.add('size', { line: 1 }, `read diff: ${files.length} files, wanted at most ${MAX_DIFF_FILES}`);
  const hunks = files.reduce((sum, { body }) => sum + (body.kind === 'text' ? body.hunks.length : 0), 0);
  if (hunks > MAX_DIFF_HUNKS)
    problems.add('size', { line: 1 }, `read diff: ${hunks} hunks, wanted at most ${MAX_DIFF_HUNKS}`);
}

function readNext(lines: DiffLines, context: HeaderContext): DiffFile | null | 'prose' {
  if (lines.startsWith('diff --git ')) return readGitFile(lines, context);
  if (isPlainStart(lines)) return readPlainFile(lines, context);
  if (isStray(lines.header() as string)) {
    return context.problems.add(
      'syntax',
      { line: lines.number },
      "read diff: a part of a diff that belongs to no file, or of another format, wanted git's unified format",
    );
  }
  lines.at++;
  return 'prose';
}

/** Goes on to where the next file begins, so that one problem is told once. */
function passOver(lines: DiffLines): void {
  while (
    lines.at < lines.count &&
    !lines.startsWith('diff --git ') &&
    !(isPlainStart(lines) && lines.startsWith('@@ ', 2))
  )
    lines.at++;
}

function isPlainStart(lines: DiffLines): boolean {
  return lines.startsWith('--- ') && lines.startsWith('+++ ', 1);
}

const STRAY = [
  '@@ ',
  '+++ ',
  '--- ',
  '*** ',
  'diff --',
  'Binary files ',
  'GIT binary patch',
  'rename to ',
  'copy to ',
  'new file mode ',
];

/** A part of a diff where none belongs, or of one in another form: context, `ed`, or without a form. */
function isStray(line: string): boolean {
  const shown = line.trimStart();
  return STRAY.some((start) => shown.startsWith(start)) || isEditCommand(shown.trimEnd());
}

/** `5d`, `0a1`, `3,4c7`: what `diff` writes without a form, and `ed` reads. */
function isEditCommand(line: string): boolean {
  const letters = Array.from(line).filter((character) => !'0123456789,'.includes(character));
  return (
    letters.length === 1 && 'acds'.includes(letters[0] as string) && line.charAt(0) >= '0' && line.charAt(0) <= '9'
  );
}
