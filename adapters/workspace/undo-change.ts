import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { describeState, readPaths } from './compare-entries.ts';
import { shownPath } from './files-failure.ts';
import type { JournalEntry } from './journal.ts';
import type { ReadOptions, SeenEntry } from './read-entry.ts';
import type { HeldRoot } from './rooted-folder.ts';
import { removeTemporaries } from './temporary-files.ts';
import { syncFoldersOf, writeChange } from './write-change.ts';

const OWNER_ALL = 0o700;

export type Undoing = {
  readonly root: HeldRoot;
  readonly entry: JournalEntry;
  readonly contents: ContentStore;
  readonly reading: ReadOptions;
};

/**
 * Puts everything back as it was before a change, wherever that stopped; may itself be interrupted at any moment and repeated.
 *
 * It asks only what stands there now: what the change left before, after or on the way is put back; anything else was written
 * by somebody since and is not overwritten, but raised as `files.inconsistent`, before anything is touched. `touched` limits
 * it to the paths that are known to have been touched. What was put back is read again and compared.
 */
export async function undoChange(undoing: Undoing, touched: ReadonlySet<string> | null): Promise<void> {
  const { root, entry, contents, reading } = undoing;
  await removeTemporaries(root, entry.mark, entry.changes);
  const changes = touched === null ? entry.changes : entry.changes.filter(({ path }) => touched.has(path));
  const seen = await readPaths(root, pathsOf(changes), reading);
  requireOurs(entry, changes, seen);
  const back = changes.map(({ path, before }) => ({ path, before: stateOf(seen, path), after: before }));
  await writeChange({ root, contents, mark: entry.mark, changes: back, seen, touched: new Set() });
  await syncFoldersOf(root, back);
  const restored = await readPaths(root, pathsOf(changes), reading);
  const wrong = changes.filter(({ path, before }) => !isSameState(stateOf(restored, path), before));
  if (wrong.length > 0)
    throw inconsistent(
      entry,
      wrong.map(({ path }) => path),
      restored,
    );
}

/** Whether every path stands as it should after the change. */
export async function isFinished({ root, entry, reading }: Undoing): Promise<boolean> {
  const seen = await readPaths(root, pathsOf(entry.changes), reading);
  return entry.changes.every(({ path, after }) => isSameState(stateOf(seen, path), after));
}

function requireOurs(entry: JournalEntry, changes: readonly EntryChange[], seen: ReadonlyMap<string, SeenEntry>): void {
  const foreign = changes.filter((change) => !isOnTheWay(change, stateOf(seen, change.path)));
  if (foreign.length > 0)
    throw inconsistent(
      entry,
      foreign.map(({ path }) => path),
      seen,
    );
}

/** Whether a path may stand like this in the middle of the change, or in the middle of undoing it. */
function isOnTheWay({ before, after }: EntryChange, now: EntryState): boolean {
  if ([before, after].some((state) => isSameState(state, now))) return true;
  // What becomes of another kind is removed first.
  if (now.kind === 'absent') return before.kind === 'folder' || after.kind === 'folder';
  // Folders are made, and kept while the change lasts, so that the owner can write in them.
  if (now.kind !== 'folder') return false;
  return [before, after].some((state) => state.kind === 'folder' && isOpened(now.mode, state.mode));
}

/** A new folder has what the process's mask leaves of its permissions, until they are settled. */
function isOpened(now: number, wanted: number): boolean {
  const opened = wanted | OWNER_ALL;
  return (now & OWNER_ALL) === OWNER_ALL && (now & ~(opened | 0o2000)) === 0;
}

function inconsistent(entry: JournalEntry, paths: readonly string[], seen: ReadonlyMap<string, SeenEntry>): FilesError {
  const changeOf = new Map(entry.changes.map((change) => [change.path, change]));
  const found = paths.map((path) => {
    const change = changeOf.get(path);
    const wanted = `${describeState(change?.before ?? ABSENT)} or ${describeState(change?.after ?? ABSENT)}`;
    return `${shownPath(path)}: found ${describeState(stateOf(seen, path))}, want ${wanted}`;
  });
  return new FilesError('files.inconsistent', `undo the change ${entry.id}: ${found.join('; ')}`);
}

function stateOf(seen: ReadonlyMap<string, SeenEntry>, path: string): EntryState {
  return seen.get(path)?.state ?? ABSENT;
}

function pathsOf(changes: readonly EntryChange[]): readonly string[] {
  return changes.map(({ path }) => path);
}
