import type { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { type SandboxChange, type SandboxChanges, SandboxError } from '../../../ports/sandbox.ts';

/** Where the layers of an overlay are seen from here. */
export type Layers = {
  /** What was there before. */
  readonly lower: string;
  /** What was written. */
  readonly upper: string;
  /** Both as programs see them. */
  readonly merged: string;
};

const MAX_CHANGES = 50_000;
const MAX_READ_BYTES = 50 * 1024 ** 2;
const PIECE_BYTES = 64 * 1024;

/**
 * What was changed, by walking what was written: the cost is that of the changes, not of the folder.
 *
 * A character device of number 0 in the upper layer is a deletion. A folder of both layers may hide what lies below it; so what
 * the lower one holds and the merged one does not is gone. Files with the same contents and the same right to be run are no change,
 * whatever was done to them. No link is ever followed. Raises `sandbox.too-large` above 50,000 paths.
 */
export function overlayChanges(layers: Layers): SandboxChanges {
  const found = new Map<string, SandboxChange>();
  const add = (change: SandboxChange): void => {
    if (found.size >= MAX_CHANGES)
      throw new SandboxError('sandbox.too-large', `list the changes of a sandbox: found more than ${MAX_CHANGES}`);
    found.set(change.path, change);
  };
  walk('', { layers, add, hadFolder: true });
  const changes = [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  const files = new Set(changes.flatMap(({ path, after }) => (after.kind === 'file' ? [path] : [])));
  return { changes, read: async (path) => readChanged(layers.upper, { path, files }) };
}

type Walk = {
  readonly layers: Layers;
  readonly add: (change: SandboxChange) => void;
  /** Whether what is visited lies in a folder of the lower layer too: nothing is looked for there behind a file or a link. */
  readonly hadFolder: boolean;
};

function walk(path: string, { layers, add, hadFolder }: Walk): void {
  const written = list(join(layers.upper, path));
  for (const name of written) visit(below(path, name), { layers, add, hadFolder });
  if (!hadFolder) return;
  // Only what the upper layer has a folder for can be hidden by it.
  const seen = new Set([...written, ...list(join(layers.merged, path))]);
  for (const name of list(join(layers.lower, path))) if (!seen.has(name)) addGone(below(path, name), { layers, add });
}

function visit(path: string, { layers, add, hadFolder }: Walk): void {
  const now = stat(join(layers.upper, path));
  const was = hadFolder ? stat(join(layers.lower, path)) : null;
  if (now === null) return;
  if (now.isCharacterDevice() && now.rdev === 0) {
    if (was !== null) addGone(path, { layers, add });
    return;
  }
  const before = kindOf(was);
  if (now.isDirectory()) {
    if (before !== 'folder') add({ path, before, after: { kind: 'folder' } });
    return walk(path, { layers, add, hadFolder: before === 'folder' });
  }
  if (was?.isDirectory() === true)
    for (const name of list(join(layers.lower, path))) addGone(below(path, name), { layers, add });
  if (was === null || !isSame({ layers, path }, { now, was }))
    add({ path, before, after: afterOf(join(layers.upper, path), now) });
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Everything that was at a path and below it. */
function addGone(path: string, { layers, add }: Omit<Walk, 'hadFolder'>): void {
  const was = stat(join(layers.lower, path));
  if (was === null) return;
  add({ path, before: kindOf(was), after: { kind: 'nothing' } });
  if (was.isDirectory()) for (const name of list(join(layers.lower, path))) addGone(below(path, name), { layers, add });
}

function afterOf(at: string, now: Stats): SandboxChange['after'] {
  if (now.isFile()) return { kind: 'file', sizeBytes: now.size, isExecutable: isExecutable(now) };
  return now.isSymbolicLink() ? { kind: 'link', target: readlinkSync(at) } : { kind: 'other' };
}

function isSame(
  { layers, path }: { readonly layers: Layers; readonly path: string },
  { now, was }: { readonly now: Stats; readonly was: Stats },
): boolean {
  const [upper, lower] = [join(layers.upper, path), join(layers.lower, path)];
  if (now.isSymbolicLink() && was.isSymbolicLink()) return readlinkSync(upper) === readlinkSync(lower);
  if (!now.isFile() || !was.isFile()) return false;
  return now.size === was.size && isExecutable(now) === isExecutable(was) && haveSameContents(upper, lower);
}

function isExecutable({ mode }: Stats): boolean {
  return (mode & 0o111) !== 0;
}

function haveSameContents(one: string, other: string): boolean {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const first = openSync(one, flags);
  try {
    const second = openSync(other, flags);
    try {
      return samePieces(first, second);
    } finally {
      closeSync(second);
    }
  } finally {
    closeSync(first);
  }
}

function samePieces(first: number, second: number): boolean {
  const [one, other] = [new Uint8Array(PIECE_BYTES), new Uint8Array(PIECE_BYTES)];
  for (;;) {
    const length = readSync(first, one);
    if (length !== readSync(second, other)) return false;
    if (length === 0) return true;
    if (one.subarray(0, length).some((byte, index) => byte !== other[index])) return false;
  }
}

/** Each part of the path is opened from the folder before it, so that none that became a link meanwhile is followed. */
function readChanged(
  upper: string,
  { path, files }: { readonly path: string; readonly files: ReadonlySet<string> },
): Uint8Array {
  const refuse = (why: string): SandboxError =>
    new SandboxError('sandbox.failed', `read ${JSON.stringify(path.slice(0, 200))} of a sandbox: ${why}`);
  if (!files.has(path)) throw refuse('found no changed file of that name');
  const parts = path.split('/');
  const opened: number[] = [];
  try {
    opened.push(openSync(upper, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW));
    for (const [index, part] of parts.entries()) {
      const kind = index < parts.length - 1 ? constants.O_DIRECTORY : constants.O_NONBLOCK;
      opened.push(openSync(`/proc/self/fd/${opened.at(-1)}/${part}`, constants.O_RDONLY | constants.O_NOFOLLOW | kind));
    }
    const file = opened.at(-1) ?? -1;
    const { size } = plainFile(fstatSync(file), refuse);
    if (size > MAX_READ_BYTES)
      throw new SandboxError(
        'sandbox.too-large',
        `read ${path} of a sandbox: found ${size} bytes, want at most ${MAX_READ_BYTES}`,
      );
    const bytes: Buffer = readFileSync(file);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (error) {
    throw error instanceof SandboxError ? error : refuse(error instanceof Error ? error.message : 'it cannot be read');
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function plainFile(found: Stats, refuse: (why: string) => SandboxError): Stats {
  if (!found.isFile()) throw refuse('found something else than a plain file');
  return found;
}

function kindOf(found: Stats | null): SandboxChange['before'] {
  if (found === null) return 'nothing';
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'folder';
  return found.isSymbolicLink() ? 'link' : 'other';
}

function stat(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

/** Names in a folder; none where there is no folder, or only a link to one. */
function list(path: string): readonly string[] {
  if (stat(path)?.isDirectory() !== true) return [];
  return readdirSync(path, { withFileTypes: true }).map(({ name }: Dirent) => name);
}
