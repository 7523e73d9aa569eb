import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises';
import { fromNameBytes } from '../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState } from '../../core/workspace/entry-state.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, shownPath, toFilesError } from './files-failure.ts';
import type { HeldFolder } from './rooted-folder.ts';

const ATTEMPTS = 3;
const PERMISSIONS = 0o7777n;
const OPEN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** What stood at a path when it was looked at. */
export type SeenEntry = {
  readonly state: EntryState;
  /** Whole, for a file; null for everything else. */
  readonly content: Uint8Array | null;
  /** Differs as soon as somebody else touches the entry; see `traceOf`. */
  readonly trace: string;
  /** Whether it is a file with further names (hard links). */
  readonly hasOtherNames: boolean;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
};

export type ReadOptions = {
  readonly maxFileBytes: number;
  /** Whether a file may have further names (hard links), which may lie outside the workspace. */
  readonly mayHaveOtherNames: boolean;
};

/** The trace of a path where nothing stands. */
export const NO_TRACE = 'absent';

/**
 * Reads what stands at a name of a held folder; a file is read whole, and again where it changes meanwhile.
 *
 * Raises `files.not-regular` for pipes, sockets and devices (they are not opened for reading, and never waited for),
 * `files.outside-root` for a file with several names where that is not allowed, `files.too-large`, and `files.drifted` for a
 * file that keeps changing.
 */
export async function readEntry(folder: HeldFolder, name: string, options: ReadOptions): Promise<SeenEntry> {
  const path = folder.path === '' ? name : `${folder.path}/${name}`;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const seen = await readOnce(folder, name, { ...options, path });
      if (seen !== 'changed') return seen;
    }
  } catch (error) {
    throw toFilesError(error, `read ${shownPath(path)}`);
  }
  throw new FilesError(
    'files.drifted',
    `read ${shownPath(path)}: found it changing while it was read, want it at rest`,
  );
}

/**
 * The trace of what stands at a name now, without reading it: device, inode, mode, size and times; of a folder only device and
 * inode. Of a file that had further names the time of its last change in any way is left out: taking one name away, which may
 * be another path of the same change, moves it for all.
 */
export async function traceOf(
  folder: HeldFolder,
  name: string,
  { hadOtherNames }: { readonly hadOtherNames: boolean },
): Promise<string> {
  const stat = await statOf(folder, name);
  return stat === null ? NO_TRACE : toTrace(stat, hadOtherNames);
}

function toTrace(stat: BigIntStats, hasOtherNames: boolean): string {
  const inode = `${stat.dev}:${stat.ino}`;
  if (stat.isDirectory()) return inode;
  const trace = `${inode}:${stat.mode}:${stat.size}:${stat.mtimeNs}`;
  return hasOtherNames ? trace : `${trace}:${stat.ctimeNs}`;
}

function hasNames({ nlink }: BigIntStats): boolean {
  return nlink > 1n;
}

/** The SHA-256 of a content, as 64 lower-case hex digits. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function statOf(folder: HeldFolder, name: string): Promise<BigIntStats | null> {
  try {
    return await lstat(folder.at(name), { bigint: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

type Reading = ReadOptions & { readonly path: string };

async function readOnce(folder: HeldFolder, name: string, reading: Reading): Promise<SeenEntry | 'changed'> {
  const stat = await statOf(folder, name);
  if (stat === null) return { state: ABSENT, content: null, trace: NO_TRACE, owner: null, hasOtherNames: false };
  const mode = Number(stat.mode & PERMISSIONS);
  const owner = { uid: Number(stat.uid), gid: Number(stat.gid) };
  const about = { content: null, trace: toTrace(stat, false), owner, hasOtherNames: false };
  if (stat.isDirectory()) return { ...about, state: { kind: 'folder', mode } };
  if (stat.isSymbolicLink()) return readLinkText(folder, name, about);
  refuseUnreadable(stat, reading);
  return readFileEntry(folder, name, reading);
}

async function readLinkText(
  folder: HeldFolder,
  name: string,
  about: Omit<SeenEntry, 'state'>,
): Promise<SeenEntry | 'changed'> {
  try {
    const target = fromNameBytes(await readlink(folder.at(name), 'buffer'));
    return (await traceOf(folder, name, { hadOtherNames: false })) === about.trace
      ? { ...about, state: { kind: 'link', target } }
      : 'changed';
  } catch (error) {
    if (errnoOf(error) === 'EINVAL' || errnoOf(error) === 'ENOENT') return 'changed';
    throw error;
  }
}

async function readFileEntry(folder: HeldFolder, name: string, reading: Reading): Promise<SeenEntry | 'changed'> {
  let handle: FileHandle;
  try {
    handle = await open(folder.at(name), OPEN_FILE);
  } catch (error) {
    // Another thing stands there since it was looked at: a link, nothing, a socket.
    if (['ELOOP', 'ENOENT', 'ENXIO'].includes(errnoOf(error))) return 'changed';
    throw error;
  }
  try {
    const stat = await handle.stat({ bigint: true });
    refuseUnreadable(stat, reading);
    const content = await readAll(handle, Number(stat.size));
    const after = await handle.stat({ bigint: true });
    if (content === null || toTrace(after, false) !== toTrace(stat, false)) return 'changed';
    const state: EntryState = {
      kind: 'file',
      mode: Number(stat.mode & PERMISSIONS),
      sha256: digestOf(content),
      sizeBytes: content.length,
    };
    const hasOtherNames = hasNames(stat);
    const owner = { uid: Number(stat.uid), gid: Number(stat.gid) };
    return { state, content, trace: toTrace(stat, hasOtherNames), owner, hasOtherNames };
  } finally {
    await handle.close();
  }
}

/** The content from its beginning; null where it is not of the size that was found. */
export async function readAll(handle: FileHandle, sizeBytes: number): Promise<Uint8Array | null> {
  const content = new Uint8Array(sizeBytes + 1);
  let length = 0;
  while (length < content.length) {
    const { bytesRead } = await handle.read(content, length, content.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length === sizeBytes ? content.subarray(0, sizeBytes) : null;
}

function refuseUnreadable(stat: BigIntStats, { path, maxFileBytes, mayHaveOtherNames }: Reading): void {
  const action = `read ${shownPath(path)}`;
  if (!stat.isFile())
    throw new FilesError('files.not-regular', `${action}: found ${kindOf(stat)}, want a file, a link or a folder`);
  if (hasNames(stat) && !mayHaveOtherNames)
    throw new FilesError(
      'files.outside-root',
      `${action}: found a file with ${stat.nlink} names (hard links), some of which may lie outside the workspace, want a file with one name`,
    );
  if (stat.size > BigInt(maxFileBytes))
    throw new FilesError('files.too-large', `${action}: found ${stat.size} bytes, want at most ${maxFileBytes}`);
}

function kindOf(stat: BigIntStats): string {
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  if (stat.isBlockDevice() || stat.isCharacterDevice()) return 'a device';
  return 'a folder or something unknown';
}
