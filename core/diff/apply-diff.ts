import { equalBytes } from '../encoding/bytes.ts';
import { fail, ok, type Result } from '../result.ts';
import { foldersAbove } from '../workspace/entry-path.ts';
import type { ContentId, Inflate } from './apply-binary.ts';
import { applyFile, type FileRules } from './apply-file.ts';
import { checkDiffFile } from './check-diff.ts';
import { pathProblem } from './check-path.ts';
import type { DiffFile } from './diff-file.ts';
import { CONTEXT_LINES, MAX_IMAGE_BYTES, MAX_RESULT_BYTES } from './diff-limits.ts';
import { type DiffProblem, DiffProblems } from './diff-problem.ts';
import { ABSENT_IMAGE, bytesOfImage, type FoundImage, type Image, type ImageChange } from './image.ts';
import { readDiff } from './parse-diff.ts';
import { PathPlan } from './path-plan.ts';

/** What stands at a path of the workspace, links not followed. */
export type ImageReader = (path: string) => FoundImage;

/** What of a diff is allowed. */
export type ApplyOptions = {
  /** Fewest unchanged lines on both sides of a change, but at the ends of a file; 3 unless told. */
  readonly contextLines?: number;
  /** Applies git binary patches; without it they are refused. */
  readonly inflate?: Inflate;
  /** Compares contents with what the line `index` of a binary patch calls them, as git does; without it they are not compared. */
  readonly contentId?: ContentId;
  /** Largest file, 50 MiB unless told. */
  readonly maxImageBytes?: number;
};

/**
 * Applies a diff to images of a workspace: all images after it, or every problem and nothing.
 *
 * Exact: no fuzz and no offsets, line numbers, counts and context must be right, every file as the diff says. Sources of renames
 * and copies are taken as they are before the diff. Refused are paths that lead out or through a link, or name git's folder;
 * links that lead out; submodules; files that are named twice, but for a file that becomes a link or a link a file, which git
 * writes as a deletion and a creation.
 *
 * Answers each path once, in the order of the diff, with what stood there and what is to stand there. Asks `readImage` for the
 * paths of `pathsOfDiff` only. Total.
 */
export function applyDiff(
  files: readonly DiffFile[],
  readImage: ImageReader,
  options: ApplyOptions = {},
): Result<readonly ImageChange[], readonly DiffProblem[]> {
  const problems = new DiffProblems();
  const changes = applyFiles({ files, readImage, options, problems });
  return problems.list.length === 0 ? ok(changes) : fail(problems.sorted());
}

/**
 * Reads a diff and applies it: as `parseDiff` and `applyDiff`, with the problems of both together, so that a diff which cannot be
 * read in one place is checked in the others too.
 */
export function applyDiffBytes(
  bytes: Uint8Array,
  readImage: ImageReader,
  options: ApplyOptions = {},
): Result<readonly ImageChange[], readonly DiffProblem[]> {
  const problems = new DiffProblems();
  const { files, problems: unread } = readDiff(bytes, {});
  for (const { code, line, path, message } of unread)
    problems.add(code, path === null ? { line } : { line, path }, message);
  const changes = applyFiles({ files, readImage, options, problems });
  return problems.list.length === 0 ? ok(changes) : fail(problems.sorted());
}

type Input = {
  readonly files: readonly DiffFile[];
  readonly readImage: ImageReader;
  readonly options: ApplyOptions;
  readonly problems: DiffProblems;
};

/** The changes of the files that could be applied, with the problems of the others noted. */
function applyFiles({ files, readImage, options, problems }: Input): readonly ImageChange[] {
  const { contextLines = CONTEXT_LINES, inflate = null, contentId = null, maxImageBytes = MAX_IMAGE_BYTES } = options;
  const budget = { bytes: MAX_RESULT_BYTES };
  const rules: FileRules = { contextLines, inflate, contentId, maxImageBytes, problems, budget };
  const plan = new PathPlan(readImage, problems);
  const copies: { readonly file: DiffFile; readonly content: Uint8Array }[] = [];
  for (const file of files) {
    const known = problems.list.length;
    checkDiffFile(file, { contextLines, allowsBinary: inflate !== null }, problems);
    if (problems.list.slice(known).some(({ code }) => code !== 'context')) continue;
    const before = file.change === 'create' ? ABSENT_IMAGE : plan.source(file);
    const after = before === null ? null : applyFile(file, before, rules);
    if (after === null) continue;
    if (file.change === 'uncopy') copies.push({ file, content: bytesOfImage(after) });
    place(file, after, { plan, problems });
  }
  for (const { file, content } of copies) checkCopy(file, content, { plan, problems });
  return plan.changes();
}

function place(file: DiffFile, after: Image, { plan, problems }: Placing): void {
  const { change, newPath, oldPath, line } = file;
  if (change === 'delete' || change === 'uncopy' || change === 'rename') plan.remove(file, oldPath);
  const left = bytesOfImage(after).length;
  if (change !== 'delete' && change !== 'uncopy') plan.write(file, newPath, after);
  else if (change === 'delete' && left > 0) {
    problems.add(
      'mismatch',
      { line, path: oldPath },
      `apply delete: ${left} bytes of the file are not in the diff, wanted all`,
    );
  }
}

type Placing = { readonly plan: PathPlan; readonly problems: DiffProblems };

/** A copy is taken back where it is what the diff makes of its source, which stays. */
function checkCopy(file: DiffFile, content: Uint8Array, { plan, problems }: Placing): void {
  const source = plan.after(file.newPath);
  const isSame = (source.kind === 'file' || source.kind === 'link') && equalBytes(bytesOfImage(source), content);
  if (!isSame)
    problems.add(
      'mismatch',
      { line: file.line, path: file.oldPath },
      'apply copy backwards: the source has another content, wanted the one of the copy',
    );
}

/**
 * Every path that applying a diff asks for: the files it names and the folders above them, each once. Paths that `applyDiff`
 * refuses are left out, so that nothing outside of a workspace is ever read.
 */
export function pathsOfDiff(files: readonly DiffFile[]): readonly string[] {
  const named = files
    .flatMap(({ oldPath, newPath }) => [oldPath, newPath])
    .filter((path) => pathProblem(path) === null);
  return [...new Set(named.flatMap((path) => [...foldersAbove(path).toReversed(), path]))];
}
