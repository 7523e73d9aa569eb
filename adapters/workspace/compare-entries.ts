import { readdir } from 'node:fs/promises';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove, fromNameBytes } from '../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { shownPath } from './files-failure.ts';
import { inParallel } from './in-parallel.ts';
import { NO_TRACE, type ReadOptions, readEntry, type SeenEntry } from './read-entry.ts';
import { type HeldFolder, type HeldRoot, withFolder, withParent } from './rooted-folder.ts';

const NOTHING: SeenEntry = { state: ABSENT, content: null, trace: NO_TRACE, owner: null, hasOtherNames: false };

/** What stands at a path; nothing where one of its folders does not exist. Raises as `readEntry` does. */
export async function readPath(root: HeldRoot, path: string, options: ReadOptions): Promise<SeenEntry> {
  return (await withParent(root, path, (parent, name) => readEntry(parent, name, options))) ?? NOTHING;
}

/**
 * What stands at each path of a change, by path in the order given. Contents are given to `onContent`, a few at once, and not kept.
 *
 * Below a path of the change that is no folder now, nothing stands: what a link there leads to is not looked at.
 */
export async function readPaths(
  root: HeldRoot,
  paths: readonly string[],
  options: ReadOptions & { readonly onContent?: (path: string, seen: SeenEntry) => Promise<void> },
): Promise<ReadonlyMap<string, SeenEntry>> {
  const seen = new Map<string, SeenEntry>();
  const look = async (path: string): Promise<void> => {
    const isCut = foldersAbove(path).some((above) => (seen.get(above)?.state.kind ?? 'folder') !== 'folder');
    const entry = isCut ? NOTHING : await readPath(root, path, options);
    await options.onContent?.(path, entry);
    seen.set(path, { ...entry, content: null });
  };
  for (const level of byDepth(paths)) await inParallel(level, look);
  return new Map(paths.map((path) => [path, seen.get(path) ?? NOTHING]));
}

/** Paths by how deep they lie, the highest first: what stands above each is known before it is looked at. */
function byDepth(paths: readonly string[]): readonly (readonly string[])[] {
  const levels: string[][] = [];
  for (const path of paths) (levels[foldersAbove(path).length] ??= []).push(path);
  return levels.filter((level) => level !== undefined);
}

/** Raises `files.drifted` with every path that is not as the change expects it. */
export function requireBefore(changes: readonly EntryChange[], seen: ReadonlyMap<string, SeenEntry>): void {
  const found = changes.flatMap(({ path, before }) => {
    const state = seen.get(path)?.state ?? ABSENT;
    return isSameState(state, before)
      ? []
      : [`${shownPath(path)}: found ${describeState(state)}, want ${describeState(before)}`];
  });
  if (found.length > 0)
    throw new FilesError('files.drifted', `compare the workspace with the plan: ${found.join('; ')}`);
}

/** Raises `files.drifted` for a folder that shall end and holds what the change does not remove. */
export async function requireEmptied(root: HeldRoot, changes: readonly EntryChange[]): Promise<void> {
  const removed = new Set(changes.filter(({ after }) => after.kind === 'absent').map(({ path }) => path));
  const ending = changes.filter(({ before, after }) => before.kind === 'folder' && after.kind !== 'folder');
  await inParallel(ending, async ({ path }) => {
    const kept = await withFolder(root, path, async (folder) =>
      (await namesIn(folder)).filter((name) => !removed.has(`${path}/${name}`)),
    );
    if (kept !== null && kept.length > 0)
      throw new FilesError(
        'files.drifted',
        `remove the folder ${shownPath(path)}: found ${kept.length} entries that the change does not name, such as ${shownPath(kept[0] ?? '')}, want none`,
      );
  });
}

/** A state in a few words. */
export function describeState(state: EntryState): string {
  switch (state.kind) {
    case 'absent':
      return 'nothing';
    case 'link':
      return `a link to ${JSON.stringify(state.target)}`;
    case 'folder':
      return `a folder with mode ${state.mode.toString(8)}`;
    case 'file':
      return `a file of ${state.sizeBytes} bytes with mode ${state.mode.toString(8)} and digest ${state.sha256.slice(0, 12)}…`;
  }
}

async function namesIn(folder: HeldFolder): Promise<readonly string[]> {
  const names = await readdir(folder.self, { encoding: 'buffer' });
  return names.map((name) => fromNameBytes(name));
}
