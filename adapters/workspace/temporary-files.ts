import { constants } from 'node:fs';
import { type FileHandle, lchown, lstat, open, symlink, unlink } from 'node:fs/promises';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove, toNameBytes } from '../../core/workspace/entry-path.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, shownPath, toFilesError } from './files-failure.ts';
import { digestOf, readAll, type SeenEntry } from './read-entry.ts';
import { type HeldFolder, type HeldRoot, withFolder } from './rooted-folder.ts';

const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** A file or link written beside its place, complete and synchronised, waiting to be renamed. */
export type StagedEntry = {
  /** The folder it lies in; empty for the root. */
  readonly folder: string;
  readonly name: string;
  /** Which file it is, so that another one put in its place is not taken for it. */
  readonly inode: string;
};

export type Staging = { readonly root: HeldRoot; readonly contents: ContentStore; readonly mark: string };

/** The temporary name for a path, of the empty path the name used to try a folder. Nobody can guess it without the mark. */
export function temporaryName(mark: string, path: string): string {
  return `.countersign-${mark}-${digestOf(toNameBytes(path)).slice(0, 24)}`;
}

/** The nearest folder above a path that exists before the change and stays one: there its temporary file is written. */
export function stagingFolder(path: string, changes: ReadonlyMap<string, EntryChange>): string {
  const isThere = (folder: string): boolean => {
    const change = changes.get(folder);
    return change === undefined || (change.before.kind === 'folder' && change.after.kind === 'folder');
  };
  return foldersAbove(path).find(isThere) ?? '';
}

/**
 * Writes what a path shall become under its temporary name in a folder: private until it is whole, then with its owner and
 * permissions, synchronised, read back and compared. Null where the folder does not exist.
 */
export async function stageEntry(
  { root, contents, mark }: Staging,
  place: { readonly path: string; readonly folder: string; readonly after: EntryState },
  owner: SeenEntry['owner'],
): Promise<StagedEntry> {
  const { path, folder, after } = place;
  const name = temporaryName(mark, path);
  const inode = await withFolder(root, folder, async (parent) => {
    if (after.kind === 'link') {
      await symlink(Buffer.from(toNameBytes(after.target)), parent.at(name));
      await giveToParentsOwner(parent, name);
    } else if (after.kind === 'file') await writeFileBeside(parent, name, { path, after, contents, owner });
    return inodeOf(parent, name);
  });
  if (inode !== null) return { folder, name, inode };
  throw new FilesError('files.drifted', `write ${shownPath(path)}: found ${shownPath(folder)} gone, want a folder`);
}

/** Removes every temporary file of a change, wherever it may have been left; files that are not there are no failure. */
export async function removeTemporaries(root: HeldRoot, mark: string, changes: readonly EntryChange[]): Promise<void> {
  const trial = temporaryName(mark, '');
  const namesIn = new Map([['', [trial]]]);
  for (const { path } of changes) {
    for (const folder of [...foldersAbove(path), '']) {
      const names = namesIn.get(folder);
      if (names === undefined) namesIn.set(folder, [trial, temporaryName(mark, path)]);
      else names.push(temporaryName(mark, path));
    }
  }
  for (const [folder, names] of namesIn) await removeNames(root, folder, names);
}

/** Device and inode of what stands at a name. */
export async function inodeOf(folder: HeldFolder, name: string): Promise<string> {
  const stat = await lstat(folder.at(name), { bigint: true });
  return `${stat.dev}:${stat.ino}`;
}

async function removeNames(root: HeldRoot, folder: string, names: readonly string[]): Promise<void> {
  try {
    await withFolder(root, folder, async (parent) => {
      for (const name of names) {
        await unlink(parent.at(name)).catch((error: unknown) => {
          if (errnoOf(error) !== 'ENOENT') throw toFilesError(error, `remove a temporary file in ${shownPath(folder)}`);
        });
      }
    });
  } catch (error) {
    // A link where a folder was: nothing of ours can be behind it.
    if (!(error instanceof FilesError && error.code === 'files.outside-root')) throw error;
  }
}

type NewFile = {
  readonly path: string;
  readonly after: EntryState & { readonly kind: 'file' };
  readonly contents: ContentStore;
  readonly owner: SeenEntry['owner'];
};

async function writeFileBeside(parent: HeldFolder, name: string, file: NewFile): Promise<void> {
  const { path, after, contents, owner } = file;
  const content = await contents.get(after.sha256);
  const handle = await open(parent.at(name), CREATE, 0o600);
  try {
    await writeAll(handle, content);
    await giveTo(handle, owner ?? (await ownerOfNew(parent)));
    await handle.chmod(after.mode);
    await handle.sync();
    const written = await readAll(handle, after.sizeBytes);
    const found = written === null ? 'another size' : digestOf(written);
    if (found !== after.sha256)
      throw new FilesError('files.failed', `write ${shownPath(path)}: read back ${found}, want ${after.sha256}`);
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, content: Uint8Array): Promise<void> {
  for (let written = 0; written < content.length; ) {
    const { bytesWritten } = await handle.write(content, written, content.length - written, written);
    written += bytesWritten;
  }
}

/** Keeps owner and group as far as the system lets us: only root gives files away. Before the mode: it clears setuid bits. */
async function giveTo(handle: FileHandle, owner: SeenEntry['owner']): Promise<void> {
  const own = await handle.stat();
  if (owner === null || (own.uid === owner.uid && own.gid === owner.gid)) return;
  await handle.chown(owner.uid, owner.gid).catch(async () => {
    await handle.chown(own.uid, owner.gid).catch(() => undefined);
  });
}

/** Gives a new folder or link of a gateway that runs as root to the owner of the folder it is in. */
export async function giveToParentsOwner(parent: HeldFolder, name: string): Promise<void> {
  const owner = await ownerOfNew(parent);
  if (owner !== null) await lchown(parent.at(name), owner.uid, owner.gid);
}

async function ownerOfNew(parent: HeldFolder): Promise<SeenEntry['owner']> {
  return process.geteuid?.() === 0 ? parent.handle.stat() : null;
}
