import { existsSync, lstatSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { entryPathProblem } from '../../core/workspace/entry-path.ts';
import type { SnapshotLack } from '../../ports/snapshot-store.ts';
import { errnoOf, shownPath } from './files-failure.ts';
import { pathText } from './known-tree.ts';
import { systemPath } from './walk-place.ts';

const HANDLES = '/proc/self/fd';
const MAX_PATHS = 1_000;
/** Below this a snapshot is not begun: a full disk hurts more than a missing one. */
const MIN_FREE_BYTES = 64 * 1024 * 1024;
const MAX_PROBLEMS = 10;
const KERNEL_FOLDERS: readonly string[] = ['/proc', '/sys', '/dev'];
const SYSTEM_FOLDERS: readonly string[] = [
  ...['/bin', '/boot', '/etc', '/home', '/lib', '/lib64', '/media', '/mnt', '/opt', '/run', '/sbin', '/srv', '/tmp'],
  ...['/usr', '/var'],
];

/** What is not kept as a whole. */
export type RootRules = {
  /** Of the user whom the gateway runs for: neither it nor what is above it is a workspace. Null where there is none. */
  readonly homeDirectory: string | null;
  /** The gateway's own places: nothing in them is kept, and nothing that holds one as a whole. */
  readonly privateDirectories: readonly string[];
};

export type CheckedRoot =
  | { readonly ok: true; readonly realPath: string }
  | { readonly ok: false; readonly lack: SnapshotLack; readonly why: string };

/**
 * The root without links on the way, or why no snapshot can be taken of it, or of the given paths below it.
 *
 * A whole snapshot is refused of places that are no project; single paths may lie anywhere but in the gateway's own places and
 * among the kernel's files. With `maxFileBytes` it is also refused where something stands at a path that would be left out: a larger
 * file, a pipe, a socket, a device. Contents are not read.
 */
export function checkScope(
  { root, paths }: { readonly root: string; readonly paths: readonly string[] | null },
  { rules, maxFileBytes }: { readonly rules: RootRules; readonly maxFileBytes: number | null },
): CheckedRoot {
  const refuse = (why: string, lack: SnapshotLack = 'place'): CheckedRoot => ({
    ok: false,
    lack,
    why: `${shownPath(root)}: ${why}`,
  });
  if (process.platform !== 'linux' || !existsSync(HANDLES))
    return refuse(
      `found ${process.platform} without ${HANDLES}, want Linux with /proc, to open files relative to folders`,
      'support',
    );
  if (!isAbsolute(root) || root.includes('\0')) return refuse('found no absolute path, want one');
  const realPath = realPathOf(root);
  if (realPath === null) return refuse('found nothing that can be opened, want a folder');
  if (!statSync(systemPath(realPath)).isDirectory()) return refuse('found no folder, want one');
  const { homeDirectory, privateDirectories } = rules;
  const real: RootRules = {
    homeDirectory: homeDirectory === null ? null : realOrSame(homeDirectory),
    privateDirectories: privateDirectories.map(realOrSame),
  };
  const why =
    paths === null ? placeProblem(realPath, real) : pathsProblem(paths, { realPath, rules: real, maxFileBytes });
  return why === null ? { ok: true, realPath } : refuse(why);
}

/** Why a folder is not kept as a whole; null where it may be. */
function placeProblem(realPath: string, { homeDirectory, privateDirectories }: RootRules): string | null {
  const homes = [homeDirectory, realOrSame(homedir())];
  if (homes.some((home) => home !== null && isWithin(home, realPath)))
    return 'found a home folder or one above, want a project';
  if (realPath === '/' || SYSTEM_FOLDERS.includes(realPath)) return "found the system's own folder, want a project";
  if (privateDirectories.some((place) => isWithin(place, realPath)))
    return "found the gateway's own state in it, want a place apart from that";
  return ownProblem(realPath, { privateDirectories });
}

function ownProblem(path: string, { privateDirectories }: Pick<RootRules, 'privateDirectories'>): string | null {
  if (privateDirectories.some((place) => isWithin(path, place)))
    return "found it in the gateway's own state, want a place apart from that";
  if (KERNEL_FOLDERS.some((place) => isWithin(path, place)))
    return "found one of the kernel's files, want one that is kept on a disk";
  return null;
}

function pathsProblem(
  paths: readonly string[],
  {
    realPath,
    rules,
    maxFileBytes,
  }: { readonly realPath: string; readonly rules: RootRules; readonly maxFileBytes: number | null },
): string | null {
  if (paths.length === 0 || paths.length > MAX_PATHS) return `found ${paths.length} paths, want 1 to ${MAX_PATHS}`;
  const prefix = realPath === '/' ? '/' : `${realPath}/`;
  const problems = paths.flatMap((path) => {
    const why = entryPathProblem(path) ?? standingProblem(prefix + path, { rules, maxFileBytes });
    return why === null ? [] : [`${shownPath(path)}: ${why}`];
  });
  return problems.length === 0 ? null : problems.slice(0, MAX_PROBLEMS).join('; ');
}

/** Why nothing can be written now; null where there is room. */
export function roomProblem(directory: string): string | null {
  const { bavail, bsize } = statfsSync(directory);
  const freeBytes = bavail * bsize;
  return freeBytes >= MIN_FREE_BYTES
    ? null
    : `found ${freeBytes} bytes free for snapshots, want at least ${MIN_FREE_BYTES}`;
}

function standingProblem(
  path: string,
  { rules, maxFileBytes }: { readonly rules: RootRules; readonly maxFileBytes: number | null },
): string | null {
  try {
    const own = ownProblem(path, rules);
    if (own !== null) return own;
    const stat = lstatSync(systemPath(path), { throwIfNoEntry: false });
    if (stat === undefined || stat.isSymbolicLink()) return null;
    if (stat.isDirectory()) return placeProblem(path, rules);
    if (maxFileBytes === null) return null;
    if (!stat.isFile()) return 'found a pipe, socket or device, want a file, a link or a folder';
    return stat.size > maxFileBytes ? `found ${stat.size} bytes, want at most ${maxFileBytes}` : null;
  } catch (error) {
    // Below a file nothing stands; that is as good as a path that is free.
    return errnoOf(error) === 'ENOTDIR' ? null : `found that it cannot be looked at (${errnoOf(error)})`;
  }
}

/** A path without links, or null where it does not lead to anything. */
export function realPathOf(path: string): string | null {
  try {
    return pathText(realpathSync(systemPath(path), 'buffer'));
  } catch {
    return null;
  }
}

function realOrSame(path: string): string {
  return realPathOf(path) ?? path;
}

/** True where a path is a folder or lies in it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
