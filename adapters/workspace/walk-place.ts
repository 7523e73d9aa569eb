import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { fromNameBytes, toNameBytes } from '../../core/workspace/entry-path.ts';
import { errnoOf } from './files-failure.ts';
import { pathText } from './known-tree.ts';

const HANDLES = '/proc/self/fd';
const OPEN_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const REPLACED: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** A folder is no longer where it was found: whoever walks looks again from the folder above. */
export class FolderMoved extends Error {
  constructor() {
    super('walk a workspace: found a folder replaced, want it in its place');
    this.name = 'FolderMoved';
  }
}

/**
 * A folder of a walk. Its handle is opened when it is first needed, from the handle of the folder above and never over a
 * link, so that no swap of folders leads a walk out of its root.
 */
export type Place = {
  /** Relative to the root; empty for the root. */
  readonly path: string;
  /** The open folder's number. Raises `FolderMoved`, or what the system raises (`EACCES`). */
  handle(): number;
  close(): void;
};

/** The root of a walk. Raises what the system raises. */
export function openRootPlace(realPath: string): Place {
  const file = openSync(systemPath(realPath), OPEN_FOLDER);
  return { path: '', handle: () => file, close: () => closeSync(file) };
}

/** A folder in another. Nothing is opened yet. */
export function placeIn(parent: Place, name: string): Place {
  let file: number | null = null;
  return {
    path: pathIn(parent, name),
    handle: () => {
      try {
        file ??= openSync(nameIn(parent, name), OPEN_FOLDER);
        return file;
      } catch (error) {
        throw REPLACED.includes(errnoOf(error)) ? new FolderMoved() : error;
      }
    },
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

export function pathIn(parent: Place, name: string): string {
  return parent.path === '' ? name : `${parent.path}/${name}`;
}

/** The path that opens one name of a folder from the folder's handle: what Node has for `openat`. */
export function nameIn(parent: Place, name: string): string | Buffer {
  return systemPath(`${HANDLES}/${parent.handle()}/${name}`);
}

/** What stands at a name, looked at from the folder's handle; null for nothing. */
export function statIn(parent: Place, name: string): Stats | null {
  return lstatSync(nameIn(parent, name), { throwIfNoEntry: false }) ?? null;
}

/**
 * What stands at a path by its name alone, for comparing with what is known: half the price. A swap can make it lie, but
 * only an unchanged stamp is believed, and no other inode has that. Null where it cannot be told.
 */
export function glance(path: string): Stats | null {
  try {
    return lstatSync(systemPath(path), { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** The names in a folder, in an order that stays the same while they do. */
export function namesIn(place: Place): readonly string[] {
  const path = `${HANDLES}/${place.handle()}`;
  const names = readdirSync(path);
  if (!names.some((name) => name.includes('\ufffd'))) return names;
  return readdirSync(path, 'buffer').map(fromNameBytes);
}

/** Where other file systems, or parts of this one, are mounted below a folder; relative paths. */
export function mountsBelow(realPath: string): ReadonlySet<string> {
  const prefix = realPath === '/' ? '/' : `${realPath}/`;
  const mounts = new Set<string>();
  for (const line of readFileSync('/proc/self/mountinfo', 'latin1').split('\n')) {
    const point = pathText(Buffer.from(unescapeOctal(line.split(' ')[4] ?? ''), 'latin1'));
    if (point.startsWith(prefix)) mounts.add(point.slice(prefix.length));
  }
  return mounts;
}

/** A path as the system takes it. */
export function systemPath(path: string): string | Buffer {
  return path.isWellFormed() ? path : Buffer.from(toNameBytes(path));
}

/** proc(5) writes space, tab, newline and backslash as a backslash and three octal digits. */
function unescapeOctal(text: string): string {
  const [first = '', ...rest] = text.split('\\');
  return first + rest.map((part) => String.fromCharCode(Number.parseInt(part.slice(0, 3), 8)) + part.slice(3)).join('');
}
