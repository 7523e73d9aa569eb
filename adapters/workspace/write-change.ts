import { mkdir, rename, rmdir, unlink } from 'node:fs/promises';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { isSameState } from '../../core/workspace/entry-state.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, shownPath, toFilesError } from './files-failure.ts';
import { inParallel } from './in-parallel.ts';
import { NO_TRACE, type SeenEntry, traceOf } from './read-entry.ts';
import {
  enterFolder,
  type HeldFolder,
  type HeldRoot,
  parentOf,
  setFolderMode,
  withFolder,
  withParent,
} from './rooted-folder.ts';
import {
  giveToParentsOwner,
  inodeOf,
  type StagedEntry,
  type Staging,
  stageEntry,
  stagingFolder,
} from './temporary-files.ts';

const OWNER_ALL = 0o700;

/** What is to be done, and how every path stood when it was compared with `before`. */
export type Work = Staging & {
  readonly changes: readonly EntryChange[];
  readonly seen: ReadonlyMap<string, SeenEntry>;
  /** Every path is added before it is first touched: what would have to be put back. */
  readonly touched: Set<string>;
};

/**
 * Makes the changes, in an order in which each step is possible, and answers when they would survive a power cut.
 *
 * All new files are written and read back beside their places first, so that what can go wrong goes wrong before anything is
 * seen. Then: what stands in the way of another kind is removed, folders are made, files and links are renamed into place;
 * then deletions, files before folders and these deepest first; then every folder concerned is synchronised; then folders get their permissions. Each place is
 * compared again right before it is touched (`files.drifted`). On a failure the caller puts back what was touched.
 */
export async function writeChange(work: Work): Promise<void> {
  const all = work.changes.filter(({ before, after }) => !isSameState(before, after));
  const byPath = new Map(all.map((change) => [change.path, change]));
  const deepestFirst = all.toReversed();
  await openFolders(work, all);
  const staged = await stageAll(work, all, byPath);
  const cleared = deepestFirst.filter((change) => isInTheWay(change, byPath));
  for (const change of cleared) await removeEntry(work, change);
  const gone = new Set(cleared.map(({ path }) => path));
  const put = (change: EntryChange): Promise<void> =>
    putInPlace(work, change, { staged: staged.get(change.path), isCleared: gone.has(change.path) });
  for (const change of all) if (change.after.kind === 'folder') await put(change);
  await inParallel(
    all.filter(({ after }) => after.kind === 'file' || after.kind === 'link'),
    put,
  );
  const ending = deepestFirst.filter(({ path, after }) => after.kind === 'absent' && !gone.has(path));
  await inParallel(
    ending.filter(({ before }) => before.kind !== 'folder'),
    (change) => removeEntry(work, change),
  );
  for (const change of ending) if (change.before.kind === 'folder') await removeEntry(work, change);
  const stagedIn = new Set([...staged.values()].map(({ folder }) => folder));
  await inParallel([...stagedIn], (folder) => syncFolder(work.root, folder));
  await syncFoldersOf(work.root, all);
  for (const change of deepestFirst) await settleFolder(work, change);
}

/**
 * Lets the owner write in folders that were there, while the change lasts: also in those that end, since what is in them goes first. The
 * permissions of those that stay are settled at the end.
 */
async function openFolders(work: Work, changes: readonly EntryChange[]): Promise<void> {
  for (const { path, before } of changes) {
    if (before.kind !== 'folder' || (before.mode & OWNER_ALL) === OWNER_ALL) continue;
    const place = placeBefore(work, path);
    await touch(work, place, (parent, name) => setFolderMode(parent, name, before.mode | OWNER_ALL));
  }
}

async function stageAll(
  work: Work,
  changes: readonly EntryChange[],
  byPath: ReadonlyMap<string, EntryChange>,
): Promise<ReadonlyMap<string, StagedEntry>> {
  const staged = new Map<string, StagedEntry>();
  const written = changes.filter(({ after }) => after.kind === 'file' || after.kind === 'link');
  await inParallel(written, async ({ path, after }) => {
    const folder = stagingFolder(path, byPath);
    const owner = work.seen.get(path)?.owner ?? null;
    try {
      staged.set(path, await stageEntry(work, { path, folder, after }, owner));
    } catch (error) {
      throw toFilesError(error, `write ${shownPath(path)}`);
    }
  });
  return staged;
}

/** Whether an entry must go before anything can be put in place: it becomes or was a folder, or lies below one that ends. */
function isInTheWay({ path, before, after }: EntryChange, byPath: ReadonlyMap<string, EntryChange>): boolean {
  if (before.kind === 'absent') return false;
  if (after.kind !== 'absent') return (before.kind === 'folder') !== (after.kind === 'folder');
  return foldersAbove(path).some((above) => {
    const folder = byPath.get(above);
    return folder !== undefined && folder.after.kind !== 'folder' && folder.after.kind !== 'absent';
  });
}

async function putInPlace(
  work: Work,
  { path, before, after }: EntryChange,
  how: { readonly staged: StagedEntry | undefined; readonly isCleared: boolean },
): Promise<void> {
  const { staged, isCleared } = how;
  const place = isCleared ? { path, trace: NO_TRACE } : placeBefore(work, path);
  if (after.kind === 'folder' && (before.kind !== 'folder' || isCleared))
    await touch(work, place, async (parent, name) => {
      await mkdir(parent.at(name), after.mode | OWNER_ALL);
      await giveToParentsOwner(parent, name);
    });
  if (staged !== undefined)
    await touch(work, place, (parent, name) => renameInto(work, staged, { parent, name, path }));
}

async function renameInto(
  work: Work,
  staged: StagedEntry,
  place: { readonly parent: HeldFolder; readonly name: string; readonly path: string },
): Promise<void> {
  const moved = await withFolder(work.root, staged.folder, async (folder) => {
    if ((await inodeOf(folder, staged.name)) !== staged.inode)
      throw drifted(place.path, 'its temporary file replaced, want the one that was written');
    await rename(folder.at(staged.name), place.parent.at(place.name));
    return true;
  });
  if (moved === null) throw drifted(place.path, `${shownPath(staged.folder)} gone, want a folder`);
}

async function removeEntry(work: Work, { path, before }: EntryChange): Promise<void> {
  if (before.kind === 'absent') return;
  await touch(work, placeBefore(work, path), async (parent, name) => {
    if (before.kind !== 'folder') return unlink(parent.at(name));
    await rmdir(parent.at(name)).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOTEMPTY') throw drifted(path, 'entries in it that the change does not name, want none');
      throw error;
    });
  });
}

/** Gives a folder its permissions and synchronises them, through one handle: they may be such that it cannot be opened again. */
async function settleFolder(work: Work, { path, after }: EntryChange): Promise<void> {
  if (after.kind !== 'folder') return;
  await touch(work, { path, trace: null }, async (parent, name) => {
    const folder = await enterFolder(parent, name);
    if (folder === null) throw drifted(path, 'no folder, want the folder that was made');
    try {
      await folder.handle.chmod(after.mode);
      await folder.handle.sync();
    } finally {
      await folder.close();
    }
  });
}

/** A place to touch; with a trace, only while what stands there still has it. */
type Place = { readonly path: string; readonly trace: string | null; readonly hadOtherNames?: boolean };

/** Takes one step at a path, in its folder, and notes it as touched; every failure is told as one of this path. */
async function touch(
  work: Work,
  { path, trace, hadOtherNames = false }: Place,
  step: (parent: HeldFolder, name: string) => Promise<void>,
): Promise<void> {
  try {
    const done = await withParent(work.root, path, async (parent, name) => {
      if (trace !== null && (await traceOf(parent, name, { hadOtherNames })) !== trace)
        throw drifted(path, 'it changed by somebody else, want it as planned');
      // Noted before the step: one that fails may have done something.
      work.touched.add(path);
      await step(parent, name);
      return true;
    });
    if (done === null) throw drifted(path, `${shownPath(parentOf(path))} gone, want a folder`);
  } catch (error) {
    throw toFilesError(error, `change ${shownPath(path)}`);
  }
}

function placeBefore({ seen }: Work, path: string): Place {
  const { trace = NO_TRACE, hasOtherNames = false } = seen.get(path) ?? {};
  return { path, trace, hadOtherNames: hasOtherNames };
}

function drifted(path: string, found: string): FilesError {
  return new FilesError('files.drifted', `change ${shownPath(path)}: found ${found}`);
}

/** Makes the names of changed entries, and the permissions of changed folders, survive a power cut. */
export async function syncFoldersOf(root: HeldRoot, changes: readonly EntryChange[]): Promise<void> {
  const folders = new Set<string>();
  const ended = new Set<string>();
  for (const { path, after } of changes) {
    folders.add(parentOf(path));
    (after.kind === 'folder' ? folders : ended).add(path);
  }
  await inParallel(
    [...folders].filter((path) => !ended.has(path)),
    (path) => syncFolder(root, path),
  );
}

async function syncFolder(root: HeldRoot, path: string): Promise<void> {
  try {
    await withFolder(root, path, (folder) => folder.handle.sync());
  } catch (error) {
    throw toFilesError(error, `synchronise ${shownPath(path)}`);
  }
}
