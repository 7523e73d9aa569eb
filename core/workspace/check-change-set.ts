import type { EntryChange } from './entry-change.ts';
import { entryPathProblem, foldersAbove, isNameText, toNameBytes } from './entry-path.ts';
import type { EntryState } from './entry-state.ts';

const MAX_TARGET_BYTES = 4_095;
const MAX_MODE = 0o7777;

/** How much one change of a workspace may be. */
export type ChangeBounds = {
  readonly maxChanges: number;
  readonly maxFileBytes: number;
  /** Of all contents before, and of all contents after. */
  readonly maxTotalBytes: number;
};

/** What one change may be unless its caller says otherwise; a plan has closer bounds, restoring a snapshot wider ones. */
export const USUAL_CHANGE_BOUNDS: ChangeBounds = {
  maxChanges: 100,
  maxFileBytes: 50 * 1024 * 1024,
  maxTotalBytes: 200 * 1024 * 1024,
};

/** What is wrong with a change set: a path that may lead elsewhere, a bound, or changes that do not go together. */
export type ChangeProblem = { readonly kind: 'path' | 'bound' | 'shape'; readonly text: string };

/**
 * Finds everything that keeps a set of changes from being made; empty where nothing does.
 *
 * Sorted by path (UTF-16 code units), each path once and valid by `entryPathProblem`. Below a path that is no folder before (or
 * after), nothing may stand before (or after). States must be well-formed, and counts and bytes within the bounds.
 */
export function checkChangeSet(changes: readonly EntryChange[], bounds: ChangeBounds): readonly ChangeProblem[] {
  return [...checkPaths(changes), ...checkStates(changes), ...checkNesting(changes), ...checkBounds(changes, bounds)];
}

/**
 * Groups of changed paths that a volume which ignores case or Unicode forms would take for one another. Where the volume
 * does so, such a set cannot be carried out.
 */
export function findLookAlikes(changes: readonly EntryChange[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { path } of changes) {
    const folded = path.normalize('NFKC').toUpperCase().toLowerCase();
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [path]);
    else group.push(path);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function checkPaths(changes: readonly EntryChange[]): readonly ChangeProblem[] {
  const problems: ChangeProblem[] = [];
  if (changes.length === 0)
    problems.push({ kind: 'shape', text: 'change a workspace: found no change, want at least one' });
  let previous: string | null = null;
  for (const { path } of changes) {
    const found = entryPathProblem(path);
    if (found !== null) problems.push({ kind: 'path', text: `change ${shown(path)}: ${found}` });
    if (previous === path) problems.push(shape(path, 'found the path twice, want it once'));
    else if (previous !== null && previous > path)
      problems.push(shape(path, `found it after ${shown(previous)}, want paths in order`));
    previous = path;
  }
  return problems;
}

function checkStates(changes: readonly EntryChange[]): readonly ChangeProblem[] {
  return changes.flatMap(({ path, before, after }) =>
    [before, after].flatMap((state) => stateProblems(state).map((text) => shape(path, text))),
  );
}

function stateProblems(state: EntryState): readonly string[] {
  if (state.kind === 'absent') return [];
  if (state.kind === 'link') {
    const isTarget = state.target !== '' && !state.target.includes('\0') && isNameText(state.target);
    if (isTarget && toNameBytes(state.target).length <= MAX_TARGET_BYTES) return [];
    return [`found a link to ${shown(state.target)}, want 1 to ${MAX_TARGET_BYTES} bytes without NUL`];
  }
  const problems: string[] = [];
  if (!Number.isInteger(state.mode) || state.mode < 0 || state.mode > MAX_MODE)
    problems.push(`found the mode ${state.mode}, want 0 to ${MAX_MODE}`);
  if (state.kind === 'folder') return problems;
  if (!isDigest(state.sha256)) problems.push(`found the digest ${shown(state.sha256)}, want 64 lower-case hex digits`);
  if (!Number.isSafeInteger(state.sizeBytes) || state.sizeBytes < 0)
    problems.push(`found a size of ${state.sizeBytes} bytes, want a whole number of at least 0`);
  return problems;
}

/** Whatever stands below a path needs that path to be a folder at that time. */
function checkNesting(changes: readonly EntryChange[]): readonly ChangeProblem[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const problems: ChangeProblem[] = [];
  for (const { path, before, after } of changes) {
    for (const above of foldersAbove(path)) {
      const folder = byPath.get(above);
      if (folder === undefined) continue;
      if (before.kind !== 'absent' && folder.before.kind !== 'folder')
        problems.push(shape(path, `found it below ${shown(above)}, which was no folder before, want nothing there`));
      if (after.kind !== 'absent' && folder.after.kind !== 'folder')
        problems.push(shape(path, `found it below ${shown(above)}, which would be no folder, want nothing there`));
    }
  }
  return problems;
}

function checkBounds(changes: readonly EntryChange[], bounds: ChangeBounds): readonly ChangeProblem[] {
  const problems: ChangeProblem[] = [];
  const bound = (text: string): void => void problems.push({ kind: 'bound', text: `change a workspace: ${text}` });
  if (changes.length > bounds.maxChanges) bound(`found ${changes.length} paths, want at most ${bounds.maxChanges}`);
  for (const { path, before, after } of changes) {
    const sizeBytes = Math.max(sizeOf(before), sizeOf(after));
    if (sizeBytes > bounds.maxFileBytes)
      bound(`found ${shown(path)} with ${sizeBytes} bytes, want at most ${bounds.maxFileBytes}`);
  }
  for (const when of ['before', 'after'] as const) {
    const total = changes.reduce((sum, change) => sum + sizeOf(change[when]), 0);
    if (total > bounds.maxTotalBytes)
      bound(`found ${total} bytes in all ${when} the change, want at most ${bounds.maxTotalBytes}`);
  }
  return problems;
}

function sizeOf(state: EntryState): number {
  return state.kind === 'file' ? state.sizeBytes : 0;
}

function isDigest(text: string): boolean {
  if (text.length !== 64) return false;
  for (const character of text) if (!'0123456789abcdef'.includes(character)) return false;
  return true;
}

function shape(path: string, text: string): ChangeProblem {
  return { kind: 'shape', text: `change ${shown(path)}: ${text}` };
}

/** A path for a message: quoted and escaped, and not at any length. */
function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
