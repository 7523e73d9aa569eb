import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, readSync, type Stats } from 'node:fs';
import { type SandboxChange, type SandboxChanges, SandboxError } from '../../ports/sandbox.ts';
import { OpenFolder } from './open-folder.ts';

/** The three views of a folder whose changes are kept apart (overlayfs). */
export type Layers = {
  /** What it lies on. */
  readonly lower: string;
  /** What was changed; a character device 0:0 stands for what was deleted. */
  readonly upper: string;
  /** Both together, as programs see them. */
  readonly merged: string;
};

const MAX_CHANGES = 50_000;
const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_DEPTH = 200;
const PIECE_BYTES = 256 * 1024;
const ANY_EXECUTE = 0o111;

/** What the upper layer changes, sorted by path. Raises `sandbox.too-large` where that is more than 50,000 paths. */
export function readChanges(layers: Layers): SandboxChanges {
  const found: SandboxChange[] = [];
  const open = [new OpenFolder(layers.lower), new OpenFolder(layers.upper), new OpenFolder(layers.merged)] as const;
  try {
    const [lower, upper, merged] = open;
    compare({ lower, upper, merged }, { path: '', found, depth: 0 });
  } finally {
    for (const one of open) one.close();
  }
  found.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { changes: found, read: async (path) => readChanged(layers, { path, changes: found }) };
}

type Views = { readonly lower: OpenFolder | null; readonly upper: OpenFolder; readonly merged: OpenFolder | null };
type Walk = { readonly path: string; readonly found: SandboxChange[]; readonly depth: number };

function compare(views: Views, { path, found, depth }: Walk): void {
  if (depth > MAX_DEPTH)
    throw new SandboxError('sandbox.too-large', `list changes: found more than ${MAX_DEPTH} folders in another`);
  const { lower, upper, merged } = views;
  const changed = new Set(upper.names());
  for (const name of changed)
    compareEntry(views, { name, walk: { path: path === '' ? name : `${path}/${name}`, found, depth } });
  // A folder that was deleted and made anew hides all that lies below it.
  if (lower === null || merged === null) return;
  const left = new Set(merged.names());
  for (const name of lower.names())
    if (!left.has(name) && !changed.has(name))
      tellGone(lower, { name, walk: { path: path === '' ? name : `${path}/${name}`, found, depth } });
}

type Entry = { readonly name: string; readonly walk: Walk };

function compareEntry({ lower, upper, merged }: Views, { name, walk }: Entry): void {
  const after = upper.stat(name);
  const before = lower?.stat(name) ?? null;
  if (after === null) return;
  if (isWhiteout(after)) {
    if (lower !== null && before !== null) tellGone(lower, { name, walk });
    return;
  }
  const kind = kindOf(before);
  if (!after.isDirectory()) {
    if (!isSame({ before: lower, after: upper }, { name, stats: after }))
      tell(walk, { before: kind, after: stateOf(upper, { name, stats: after }) });
    if (lower !== null && before?.isDirectory() === true) tellBelow(lower, { name, walk });
    return;
  }
  if (kind !== 'folder') tell(walk, { before: kind, after: { kind: 'folder' } });
  const inner = upper.folder(name);
  if (inner === null) return;
  const [innerLower, innerMerged] = [
    kind === 'folder' ? (lower?.folder(name) ?? null) : null,
    merged?.folder(name) ?? null,
  ];
  try {
    compare({ lower: innerLower, upper: inner, merged: innerMerged }, { ...walk, depth: walk.depth + 1 });
  } finally {
    for (const one of [inner, innerLower, innerMerged]) one?.close();
  }
}

function tell({ path, found }: Walk, change: Omit<SandboxChange, 'path'>): void {
  if (found.length >= MAX_CHANGES)
    throw new SandboxError('sandbox.too-large', `list changes: found more than ${MAX_CHANGES} paths, want fewer`);
  found.push({ path, ...change });
}

/** Something of the lower layer that is there no more, with all below it. */
function tellGone(folder: OpenFolder, { name, walk }: Entry): void {
  const before = folder.stat(name);
  if (before === null) return;
  tell(walk, { before: kindOf(before), after: { kind: 'nothing' } });
  if (before.isDirectory()) tellBelow(folder, { name, walk });
}

function tellBelow(folder: OpenFolder, { name, walk }: Entry): void {
  const inner = folder.folder(name);
  try {
    for (const one of inner?.names() ?? [])
      if (inner !== null) tellGone(inner, { name: one, walk: { ...walk, path: `${walk.path}/${one}` } });
  } finally {
    inner?.close();
  }
}

function isWhiteout(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === 0;
}

function kindOf(stats: Stats | null): SandboxChange['before'] {
  if (stats === null) return 'nothing';
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

function stateOf(
  folder: OpenFolder,
  { name, stats }: { readonly name: string; readonly stats: Stats },
): SandboxChange['after'] {
  const kind = kindOf(stats);
  if (kind === 'file') return { kind, sizeBytes: stats.size, isExecutable: isExecutable(stats) };
  if (kind === 'link') return { kind, target: folder.linkTarget(name) };
  return kind === 'folder' ? { kind } : { kind: 'other' };
}

/** What was written with what it held, or only touched, is no change. */
function isSame(
  { before, after }: { readonly before: OpenFolder | null; readonly after: OpenFolder },
  { name, stats }: { readonly name: string; readonly stats: Stats },
): boolean {
  const old = before?.stat(name) ?? null;
  if (old === null || before === null || kindOf(old) !== kindOf(stats)) return false;
  if (stats.isSymbolicLink()) return before.linkTarget(name) === after.linkTarget(name);
  if (!stats.isFile() || old.size !== stats.size || isExecutable(old) !== isExecutable(stats)) return false;
  const [one, other] = [before.file(name), after.file(name)];
  try {
    return one !== null && other !== null && haveSameBytes(one, other);
  } finally {
    for (const descriptor of [one, other]) if (descriptor !== null) closeSync(descriptor);
  }
}

function haveSameBytes(one: number, other: number): boolean {
  const [first, second] = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
  for (let at = 0; ; at += PIECE_BYTES) {
    const count = readSync(one, first, 0, PIECE_BYTES, at);
    if (count !== readSync(other, second, 0, PIECE_BYTES, at)) return false;
    if (!first.subarray(0, count).equals(second.subarray(0, count))) return false;
    if (count < PIECE_BYTES) return true;
  }
}

function isExecutable({ mode }: Stats): boolean {
  return (mode & ANY_EXECUTE) !== 0;
}

type Asked = { readonly path: string; readonly changes: readonly SandboxChange[] };

/** Looked up anew, name by name, so that nothing that changes meanwhile leads it elsewhere. */
function readChanged({ upper }: Layers, { path, changes }: Asked): Uint8Array {
  if (!changes.some((one) => one.path === path && one.after.kind === 'file'))
    throw new SandboxError(
      'sandbox.failed',
      `read ${JSON.stringify(path.slice(0, 200))}: found no changed file of that path`,
    );
  const names = path.split('/');
  let folder: OpenFolder | null = new OpenFolder(upper);
  for (const name of names.slice(0, -1)) {
    const next: OpenFolder | null = folder?.folder(name) ?? null;
    folder?.close();
    folder = next;
  }
  const descriptor = folder?.file(names.at(-1) ?? '') ?? null;
  folder?.close();
  if (descriptor === null) throw new SandboxError('sandbox.failed', `read ${path}: found no plain file there any more`);
  try {
    const { size } = fstatSync(descriptor);
    if (size > MAX_FILE_BYTES)
      throw new SandboxError('sandbox.too-large', `read ${path}: found ${size} bytes, want at most ${MAX_FILE_BYTES}`);
    const bytes = Buffer.alloc(size);
    return new Uint8Array(bytes.subarray(0, readSync(descriptor, bytes, 0, size, 0)));
  } finally {
    closeSync(descriptor);
  }
}
