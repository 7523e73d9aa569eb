import { linkProblem, pathProblem } from './check-path.ts';
import { type DiffFile, type Hunk, modeText, typeOfMode } from './diff-file.ts';
import type { DiffProblems } from './diff-problem.ts';

/** What of a diff is allowed; see `ApplyOptions`. */
export type DiffRules = { readonly contextLines: number; readonly allowsBinary: boolean };

/**
 * Notes everything for which a file of a diff must not be applied whatever the workspace holds: its faults, its paths, its
 * modes, a content that it does not have, hunks out of order, and too little context.
 */
export function checkDiffFile(file: DiffFile, rules: DiffRules, problems: DiffProblems): void {
  for (const { code, line, path, message } of file.faults)
    problems.add(code, path === null ? { line } : { line, path }, message);
  checkPaths(file, problems);
  checkModes(file, problems);
  checkBody(file, rules, problems);
}

function at({ line, newPath }: DiffFile): { readonly line: number; readonly path: string } {
  return { line, path: newPath };
}

function checkPaths(file: DiffFile, problems: DiffProblems): void {
  const { line, oldPath, newPath, change } = file;
  for (const path of new Set([oldPath, newPath])) {
    const problem = pathProblem(path);
    if (problem !== null) problems.add('path', { line, path }, problem);
  }
  const isMove = change === 'rename' || change === 'copy';
  if (isMove && oldPath === newPath)
    problems.add('no-change', at(file), `check names: a ${change} to the same name, wanted another`);
}

function checkModes(file: DiffFile, problems: DiffProblems): void {
  const { oldMode, newMode, change, body } = file;
  const types = [oldMode, newMode].flatMap((mode) => (mode === null ? [] : [typeOfMode(mode)]));
  if (types.includes('submodule'))
    problems.add('submodule', at(file), 'check mode: a submodule, wanted a file or a link');
  const other = [oldMode, newMode].find((mode) => mode !== null && !isGitMode(mode));
  if (other !== undefined && other !== null)
    problems.add('mode', at(file), `check mode: ${modeText(other)}, wanted 100644, 100755 or 120000`);
  else if (new Set(types).size > 1)
    problems.add(
      'mode',
      at(file),
      'check mode: a file that becomes a link, or a link a file, wanted a deletion and a creation',
    );
  else if (change === 'change' && body.kind === 'none' && oldMode === newMode)
    problems.add('no-change', at(file), 'check mode: the same before and after, wanted a change');
}

/** A mode that git writes into a diff, now or in its first years: permissions, and nothing else. */
function isGitMode(mode: number): boolean {
  const type = typeOfMode(mode);
  return type === 'file' ? (mode & 0o7000) === 0 : type !== 'other' && (mode & 0o7777) === 0;
}

function checkBody(file: DiffFile, rules: DiffRules, problems: DiffProblems): void {
  const { body, change } = file;
  if (body.kind === 'unseen')
    problems.add(
      'binary',
      at(file),
      'check content: binary files that differ, wanted their content (git diff --binary)',
    );
  if (body.kind === 'binary' && !rules.allowsBinary)
    problems.add('binary', at(file), 'check content: a binary patch, wanted text: binary patches are not allowed here');
  if (body.kind !== 'text') return;
  if (change === 'create' && body.hunks.some(({ oldCount }) => oldCount > 0))
    problems.add('counts', at(file), 'check content: old lines of a file that is created, wanted none');
  if (change === 'delete' && body.hunks.some(({ newCount }) => newCount > 0))
    problems.add('counts', at(file), 'check content: new lines of a file that is deleted, wanted none');
  checkOrder(file, body.hunks, problems);
  for (const hunk of body.hunks) checkLead(file, hunk, { rules, problems });
}

/** Index of the first line of a hunk's side, from 0; where it has no lines, of the line behind it. */
export function startOf(start: number, count: number): number {
  return count === 0 ? start : start - 1;
}

/** Each hunk begins behind the one before, and its new lines where the hunks before have moved them. */
function checkOrder(file: DiffFile, hunks: readonly Hunk[], problems: DiffProblems): void {
  let end = 0;
  let moved = 0;
  let last: Hunk | null = null;
  for (const hunk of hunks) {
    const where = { line: hunk.line, path: file.newPath };
    const start = startOf(hunk.oldStart, hunk.oldCount);
    const isRepeated = last !== null && hunk.oldStart === last.oldStart && hunk.oldCount === last.oldCount;
    if (isRepeated)
      problems.add('duplicate', where, 'check hunk: lines that a hunk before changes too, wanted each line once');
    else if (start < end || (last !== null && start === end && hunk.oldCount === 0))
      problems.add(
        'order',
        where,
        'check hunk: old lines before the end of the hunk before, wanted hunks in order that do not overlap',
      );
    if (startOf(hunk.newStart, hunk.newCount) !== start + moved) {
      problems.add(
        'order',
        where,
        `check hunk: new lines from ${hunk.newStart}, wanted what the old start and the hunks before give`,
      );
    }
    end = start + hunk.oldCount;
    moved += hunk.newCount - hunk.oldCount;
    last = hunk;
  }
}

/** The context before a change can be short only at the beginning of the file; `applyHunks` sees to its end. */
function checkLead(
  file: DiffFile,
  hunk: Hunk,
  { rules, problems }: { readonly rules: DiffRules; readonly problems: DiffProblems },
): void {
  const lead = hunk.lines.findIndex(({ mark }) => mark !== 'keep');
  if (lead >= rules.contextLines || startOf(hunk.oldStart, hunk.oldCount) === 0) return;
  problems.add(
    'context',
    { line: hunk.line, path: file.newPath },
    `check hunk: ${lead} lines of context before the change, wanted at least ${rules.contextLines}`,
  );
}

/** Notes why a link that the diff makes must not be made. */
export function checkLink(file: DiffFile, target: Uint8Array, problems: DiffProblems): void {
  const problem = linkProblem(file.newPath, target);
  if (problem !== null) problems.add('link', at(file), `check link: ${problem}, wanted a path inside the workspace`);
}
