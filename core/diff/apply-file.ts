import { concatBytes } from '../encoding/bytes.ts';
import { applyBinary, type ContentId, type Inflate } from './apply-binary.ts';
import { applyHunks } from './apply-hunks.ts';
import { checkLink } from './check-diff.ts';
import { type DiffFile, modeText, typeOfMode } from './diff-file.ts';
import type { DiffProblems } from './diff-problem.ts';
import { bytesOfImage, gitModeOf, type Image, withRunnable } from './image.ts';

/** What a file of a diff is applied with; `room` is how many more bytes the diff may make. */
export type FileRules = {
  readonly contextLines: number;
  readonly inflate: Inflate | null;
  readonly contentId: ContentId | null;
  readonly maxImageBytes: number;
  readonly problems: DiffProblems;
  readonly budget: { bytes: number };
};

/**
 * What a file of a diff makes of an image; null, with the problem noted, where it does not fit it. A deletion gives what is left
 * of the content, which must be nothing.
 */
export function applyFile(file: DiffFile, before: Image, rules: FileRules): Image | null {
  if (!fitsMode(file, before, rules.problems)) return null;
  const content = contentAfter(file, before, rules);
  if (content === null) return null;
  const isLink = before.kind === 'link' || file.newMode === 0o120000;
  if (isLink && file.change !== 'delete' && file.change !== 'uncopy') checkLink(file, content, rules.problems);
  return isLink ? { kind: 'link', target: content } : { kind: 'file', mode: modeAfter(file, before), content };
}

/** A mode that the diff gives for what was there must be the one that is there. A plain diff is of files only. */
function fitsMode({ line, newPath, oldMode, form, change }: DiffFile, before: Image, problems: DiffProblems): boolean {
  const found = gitModeOf(before);
  if (found === null) return true;
  const isLinkByName = before.kind === 'link' && oldMode === null && form === 'plain';
  const wanted =
    oldMode === null ? null : typeOfMode(oldMode) === 'link' ? oldMode : (oldMode & 0o100) === 0 ? 0o100644 : 0o100755;
  if (!isLinkByName && (wanted === null || wanted === found)) return true;
  problems.add(
    'mode',
    { line, path: newPath },
    `apply ${change}: mode ${modeText(found)} is there, wanted ${modeText(wanted ?? 0o100644)}`,
  );
  return false;
}

function modeAfter({ newMode }: DiffFile, before: Image): number {
  if (before.kind !== 'file') return newMode !== null && (newMode & 0o100) !== 0 ? 0o755 : 0o644;
  const isRunnable = newMode === null ? (before.mode & 0o100) !== 0 : (newMode & 0o100) !== 0;
  return isRunnable === ((before.mode & 0o100) !== 0) ? before.mode : withRunnable(before.mode, isRunnable);
}

function contentAfter(file: DiffFile, before: Image, rules: FileRules): Uint8Array | null {
  const { body, newPath: path } = file;
  const { inflate, contentId, contextLines, problems, maxImageBytes } = rules;
  const content = bytesOfImage(before);
  if (body.kind === 'text') {
    const parts = applyHunks(content, body.hunks, { path, contextLines, problems });
    return parts === null || !hasRoom(file, parts, rules) ? null : concatBytes(parts);
  }
  if (body.kind !== 'binary' || inflate === null) return content;
  const isNew = before.kind === 'absent';
  const made = applyBinary(content, body, { path, inflate, contentId, isNew, maxBytes: maxImageBytes, problems });
  return made === null || !hasRoom(file, [made], rules) ? null : made;
}

/** Counts before anything is joined, so that a small diff cannot make much of little. */
function hasRoom(
  { line, newPath }: DiffFile,
  parts: readonly Uint8Array[],
  { maxImageBytes, budget, problems }: FileRules,
): boolean {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  budget.bytes -= size;
  if (size <= maxImageBytes && budget.bytes >= 0) return true;
  problems.add(
    'size',
    { line, path: newPath },
    `apply diff: a file of ${size} bytes, wanted at most ${maxImageBytes}, and less of all together`,
  );
  return false;
}
