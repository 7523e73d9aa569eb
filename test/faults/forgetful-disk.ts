import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Seeded } from '../simulation/seeded.ts';
import type { FileCall } from './intercept-file-calls.ts';

/** Something that a folder forgets when it was not synchronised since. */
type FolderStep = { readonly folder: string; readonly inode: number; readonly forget: () => void };

/** A file that was written or had its permissions changed and was not synchronised since, by a handle of our own. */
type LooseFile = { readonly own: number; readonly mode: number };

/**
 * A disk that keeps only what was synchronised: of a file its content and permissions, of a folder its names and permissions.
 *
 * What was not is lost as a real disk may lose it: of each folder some or all of the last steps, whatever other folders keep;
 * of each file all behind a random place.
 */
export class ForgetfulDisk {
  readonly #attic: string;
  readonly #files = new Map<string, LooseFile>();
  #steps: FolderStep[] = [];
  #kept = 0;
  /** Folders that came back, by the inode that they had. */
  readonly #reborn = new Map<number, number>();

  /** `attic` is an empty folder on the same volume, for files that may have to come back. */
  constructor(attic: string) {
    this.#attic = attic;
  }

  /** Makes a call, and remembers how to forget it. */
  async run(call: FileCall): Promise<unknown> {
    if (call.handle !== null) return this.#runOnHandle(call, call.handle);
    const found = this.#stepOf(call);
    const step = found === null ? null : { ...found, inode: inodeOf(found.folder) ?? 0 };
    const result = await call.run();
    if (step !== null) this.#steps.push(step);
    return result;
  }

  /** The power fails: loses what may be lost, and starts anew. */
  cut(random: Seeded): void {
    for (const { own, mode } of this.#files.values()) {
      ftruncateSync(own, random.below(fstatSync(own).size + 1));
      fchmodSync(own, mode);
    }
    const lost = new Set<FolderStep>();
    for (const folder of new Set(this.#steps.map((step) => step.folder))) {
      const steps = this.#steps.filter((step) => step.folder === folder);
      for (const step of steps.slice(random.below(steps.length + 1))) lost.add(step);
    }
    for (const step of this.#steps.toReversed()) if (lost.has(step) && this.#isThere(step)) step.forget();
    this.close();
  }

  /** Whether the very folder of a step is in its place: with a folder goes all that it could have forgotten. */
  #isThere({ folder, inode }: FolderStep): boolean {
    return inodeOf(folder) === (this.#reborn.get(inode) ?? inode);
  }

  close(): void {
    for (const { own } of this.#files.values()) closeSync(own);
    this.#files.clear();
    this.#steps = [];
  }

  async #runOnHandle(call: FileCall, handle: FileHandle): Promise<unknown> {
    const path = readlinkSync(`/proc/self/fd/${handle.fd}`);
    const stat = fstatSync(handle.fd);
    const inode = `${stat.dev}:${stat.ino}`;
    if (call.name === 'handle.sync') {
      const result = await call.run();
      const loose = this.#files.get(inode);
      if (loose !== undefined) closeSync(loose.own);
      this.#files.delete(inode);
      if (stat.isDirectory()) this.#steps = this.#steps.filter(({ folder }) => folder !== path);
      return result;
    }
    if (stat.isDirectory())
      this.#steps.push({ folder: path, inode: stat.ino, forget: () => restoreMode(path, stat.mode) });
    else if (!this.#files.has(inode))
      this.#files.set(inode, { own: openSync(`/proc/self/fd/${handle.fd}`, 'r+'), mode: stat.mode & 0o7777 });
    return call.run();
  }

  #stepOf({ name, args }: FileCall): Omit<FolderStep, 'inode'> | null {
    const path = realPlace(args[name === 'rename' || name === 'symlink' ? 1 : 0]);
    const folder = dirname(path);
    switch (name) {
      case 'open':
      case 'writeFile':
        return existsSync(path) ? null : { folder, forget: () => rmSync(path, { force: true }) };
      case 'symlink':
        return { folder, forget: () => rmSync(path, { force: true }) };
      case 'mkdir':
        return existsSync(path) ? null : { folder, forget: () => rmSync(path, { force: true, recursive: true }) };
      case 'rmdir': {
        const { mode, ino } = lstatSync(path);
        return { folder, forget: () => this.#remake(path, mode, ino) };
      }
      case 'unlink':
        return existsSync(path) || isLink(path) ? { folder, forget: this.#keep(path) } : null;
      case 'rename':
        return { folder, forget: this.#undoRename(realPlace(args[0]), path) };
      case 'chmod': {
        const { mode } = lstatSync(path);
        return { folder: path, forget: () => restoreMode(path, mode) };
      }
      default:
        return null;
    }
  }

  #remake(path: string, mode: number, inode: number): void {
    bringBack(path, () => mkdirSync(path));
    chmodSync(path, mode & 0o7777);
    this.#reborn.set(inode, inodeOf(path) ?? 0);
  }

  #undoRename(from: string, to: string): () => void {
    const restore = lstatSync(to, { throwIfNoEntry: false }) === undefined ? () => undefined : this.#keep(to);
    return () => {
      if (lstatSync(to, { throwIfNoEntry: false }) !== undefined && inodeOf(dirname(from)) !== null)
        renameSync(to, from);
      else rmSync(to, { force: true, recursive: true });
      restore();
    };
  }

  /** Keeps what stands at a path in the attic; answers how to bring it back. */
  #keep(path: string): () => void {
    if (isLink(path)) {
      const target = readlinkSync(path);
      return () => bringBack(path, () => symlinkSync(target, path));
    }
    const kept = join(this.#attic, String(this.#kept++));
    linkSync(path, kept);
    return () => bringBack(path, () => renameSync(kept, path));
  }
}

/** The path that a call means, where it is given relative to a folder handle. */
function realPlace(place: unknown): string {
  const text = Buffer.isBuffer(place) ? place.toString() : String(place);
  const [, handle, rest] = /^(\/proc\/self\/fd\/\d+)(\/.*)?$/.exec(text) ?? [];
  return handle === undefined ? text : `${readlinkSync(handle)}${rest ?? ''}`;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The inode of a folder; null where none stands there, also where one of the folders above it is a file now. */
function inodeOf(folder: string): number | null {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() ? stat.ino : null;
  } catch {
    return null;
  }
}

function bringBack(path: string, make: () => void): void {
  rmSync(path, { force: true, recursive: true });
  make();
}

function restoreMode(path: string, mode: number): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) chmodSync(path, mode & 0o7777);
}
