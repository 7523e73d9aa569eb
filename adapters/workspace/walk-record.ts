import {
  isSameStored,
  type KnownEntry,
  type KnownFolder,
  type KnownLeaf,
  NOTHING,
  type StoredState,
  stateOf,
} from './known-tree.ts';
import type { LeafReader } from './read-leaf.ts';
import type { FindExclusion } from './snapshot-exclusions.ts';

/** How much one snapshot may hold. */
export type SnapshotBounds = {
  readonly maxEntries: number;
  readonly maxFileBytes: number;
  /** Of all files together. */
  readonly maxTotalBytes: number;
  /** Of a folder's own listing: reading a larger one would take too much memory. */
  readonly maxListingBytes: number;
};

/** What a snapshot holds unless its caller says otherwise. */
export const USUAL_SNAPSHOT_BOUNDS: SnapshotBounds = {
  maxEntries: 200_000,
  maxFileBytes: 50 * 1024 * 1024,
  maxTotalBytes: 1024 * 1024 * 1024,
  maxListingBytes: 64 * 1024 * 1024,
};

/**
 * What a snapshot says nothing about: a path with all below it, or only what is below a folder (`inside`). `isRule`: it was
 * left out by an exclusion, which surprises nobody.
 */
export type LeftOut = { readonly why: string; readonly extent: 'whole' | 'inside'; readonly isRule: boolean };

/** One walk over a workspace: what it may do, what it found. */
export type Walk = {
  readonly realPath: string;
  /** The file system that is walked. */
  dev: number;
  readonly mounts: ReadonlySet<string>;
  /** Whether the file system is known to move a folder's times with its listing. */
  readonly trustsFolderTimes: boolean;
  readonly bounds: SnapshotBounds;
  readonly findExclusion: FindExclusion;
  readonly reader: LeafReader;
  readonly keep: (content: Uint8Array) => number;
  /** Lets others run when it is their turn; the answer is to be awaited. */
  readonly pauseWhenDue: () => Promise<void> | null;
  readonly changes: Map<string, { readonly before: StoredState; readonly after: StoredState }>;
  /** Entries whose row is out of date; null where nothing stands any more. */
  readonly touched: Map<string, KnownEntry | null>;
  readonly leftOut: Map<string, LeftOut>;
  entryCount: number;
  sizeBytes: number;
};

export function leaveOut(walk: Walk, path: string, leftOut: Partial<LeftOut> & { readonly why: string }): void {
  walk.leftOut.set(path, { extent: 'whole', isRule: false, ...leftOut });
}

/** Puts an entry in its folder, and on record where it differs from what stood there. Whatever was below goes first. */
export function recordEntry(
  walk: Walk,
  place: { readonly folder: KnownFolder; readonly name: string; readonly path: string },
  entry: KnownEntry,
): void {
  const known = place.folder.entries.get(place.name);
  if (known?.kind === 'folder' && known !== entry) recordAllGone(walk, known, place.path);
  place.folder.entries.set(place.name, entry);
  record(walk, { path: place.path, before: stateOf(known), entry });
}

/** Puts on record that nothing stands at a name any more, nor below it. */
export function recordGone(
  walk: Walk,
  place: { readonly folder: KnownFolder; readonly name: string; readonly path: string },
): void {
  const known = place.folder.entries.get(place.name);
  if (known === undefined) return;
  if (known.kind === 'folder') recordAllGone(walk, known, place.path);
  place.folder.entries.delete(place.name);
  record(walk, { path: place.path, before: stateOf(known), entry: null });
}

/** Puts on record that a folder has another mode. */
export function recordMode(
  walk: Walk,
  path: string,
  { folder, mode }: { readonly folder: KnownFolder; readonly mode: number },
): void {
  if (folder.mode === mode) return;
  const before = stateOf(folder);
  folder.mode = mode;
  record(walk, { path, before, entry: folder });
}

export function count(walk: Walk, leaf: KnownLeaf | null): void {
  walk.entryCount += 1;
  if (leaf?.kind === 'file') walk.sizeBytes += leaf.sizeBytes;
}

function recordAllGone(walk: Walk, folder: KnownFolder, path: string): void {
  for (const name of [...folder.entries.keys()]) recordGone(walk, { folder, name, path: `${path}/${name}` });
}

function record(
  walk: Walk,
  { path, before, entry }: { readonly path: string; readonly before: StoredState; readonly entry: KnownEntry | null },
): void {
  walk.touched.set(path, entry);
  const first = walk.changes.get(path)?.before ?? before;
  const after = entry === null ? NOTHING : stateOf(entry);
  if (isSameStored(first, after)) walk.changes.delete(path);
  else walk.changes.set(path, { before: first, after });
}
