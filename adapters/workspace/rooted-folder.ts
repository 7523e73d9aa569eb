import { constants } from 'node:fs';
import { access, chmod, type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { fromNameBytes, toNameBytes } from '../../core/workspace/entry-path.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, shownPath, toFilesError } from './files-failure.ts';

const HANDLES = '/proc/self/fd';
/** Linux's O_PATH, which Node does not name. */
const O_PATH = 0o10000000;
const OPEN_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * A folder held open. Names in it are reached through its handle, whatever becomes of the path that led there.
 *
 * Node has no `openat`; on Linux the path `/proc/self/fd/<handle>/<name>` is resolved from the open folder itself, which is
 * the same: only the last name can be a link, and whoever opens it refuses links.
 */
export type HeldFolder = {
  readonly handle: FileHandle;
  /** Relative to the root, for messages; empty for the root. */
  readonly path: string;
  /** The path to give to a system call for one name in the folder. The name is `EntryChange`'s, without `/`. */
  at(name: string): Buffer;
  /** The path to give to a system call for the folder itself. */
  readonly self: string;
  close(): Promise<void>;
};

/** A root held open. `realPath` is where it was when it was opened, without links. */
export type HeldRoot = HeldFolder & { readonly realPath: string };

/**
 * Opens the root of a workspace.
 *
 * Links that lead to the root are followed, once; from there on everything goes through the handle. Raises `files.unsupported`
 * where the system has no folder handles in /proc (anything but Linux), `files.failed` where the root is no folder.
 */
export async function openRoot(root: string): Promise<HeldRoot> {
  const action = `open the workspace ${JSON.stringify(root)}`;
  await requireHandles(action);
  if (!isAbsolute(root)) throw new FilesError('files.failed', `${action}: found a relative path, want an absolute one`);
  try {
    const realPath = await realpath(Buffer.from(toNameBytes(root)), 'buffer');
    const handle = await open(realPath, OPEN_FOLDER);
    const opened = await readlink(`${HANDLES}/${handle.fd}`, 'buffer').catch(() => Buffer.alloc(0));
    if (!opened.equals(realPath)) {
      await handle.close();
      throw new FilesError(
        'files.outside-root',
        `${action}: found it replaced while it was opened, want it in its place`,
      );
    }
    return { ...holdFolder(handle, ''), realPath: fromNameBytes(realPath) };
  } catch (error) {
    throw toFilesError(error, action);
  }
}

/**
 * Opens a folder in a held folder, never over a link. Null where nothing or a file stands there.
 *
 * Raises `files.outside-root` for a link, `files.failed` where it may not be opened.
 */
export async function enterFolder(folder: HeldFolder, name: string): Promise<HeldFolder | null> {
  const path = folder.path === '' ? name : `${folder.path}/${name}`;
  try {
    return holdFolder(await open(folder.at(name), OPEN_FOLDER), path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') return null;
    if (errno !== 'ENOTDIR' && errno !== 'ELOOP') throw toFilesError(error, `open the folder ${shownPath(path)}`);
    const stat = await lstat(folder.at(name)).catch(() => null);
    if (errno === 'ENOTDIR' && stat !== null && !stat.isSymbolicLink() && !stat.isDirectory()) return null;
    throw new FilesError(
      'files.outside-root',
      `open the folder ${shownPath(path)}: found a symbolic link, want a folder: links are never followed`,
      { cause: error },
    );
  }
}

/**
 * Walks from the root to a folder, one handle after the other, and gives it to `use`; null where it does not exist.
 *
 * `path` is relative and valid (`entryPathProblem`), or empty for the root itself. The folder is closed when `use` is done.
 */
export async function withFolder<Value>(
  root: HeldFolder,
  path: string,
  use: (folder: HeldFolder) => Promise<Value>,
): Promise<Value | null> {
  let folder = root;
  try {
    for (const name of path === '' ? [] : path.split('/')) {
      const next = await enterFolder(folder, name);
      if (next === null) return null;
      const left = folder;
      folder = next;
      if (left !== root) await left.close();
    }
    return await use(folder);
  } finally {
    if (folder !== root) await folder.close();
  }
}

/** The folder that a path is in, and its last name, given to `use`; null where that folder does not exist. */
export function withParent<Value>(
  root: HeldFolder,
  path: string,
  use: (parent: HeldFolder, name: string) => Promise<Value>,
): Promise<Value | null> {
  return withFolder(root, parentOf(path), (parent) => use(parent, path.slice(path.lastIndexOf('/') + 1)));
}

/** The folder that a path is in; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * Gives a folder in a held folder its permissions, also one that may not be opened for reading.
 *
 * The folder is first taken as a mere place (`O_PATH`), so that a link swapped in is never followed.
 */
export async function setFolderMode(folder: HeldFolder, name: string, mode: number): Promise<void> {
  const place = await open(folder.at(name), O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    // chmod through the handle: fchmod refuses handles that are mere places.
    await chmod(`${HANDLES}/${place.fd}`, mode);
  } finally {
    await place.close();
  }
}

function holdFolder(handle: FileHandle, path: string): HeldFolder {
  const self = `${HANDLES}/${handle.fd}`;
  const prefix = Buffer.from(`${self}/`);
  return {
    handle,
    path,
    self,
    at: (name) => {
      // A name with a slash would be walked by the kernel, over links.
      if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0'))
        throw new FilesError('files.outside-root', `open ${JSON.stringify(name)}: found no single name, want one`);
      return Buffer.concat([prefix, toNameBytes(name)]);
    },
    close: () => handle.close(),
  };
}

async function requireHandles(action: string): Promise<void> {
  const usable =
    process.platform === 'linux' &&
    (await access(HANDLES).then(
      () => true,
      () => false,
    ));
  if (usable) return;
  throw new FilesError(
    'files.unsupported',
    `${action}: found ${process.platform} without ${HANDLES}, want Linux with /proc: without folder handles a path could be swapped between check and use`,
  );
}
