import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { HiddenEntry, Unseen } from '../../ports/snapshot-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { pathBytes, pathOfRow, pathText, type StoredState, stateOf, stateOfRow, toKnown } from './known-tree.ts';
import { couldNotKeep } from './left-out-reasons.ts';
import type { NumberedContents } from './numbered-contents.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';
import { toSnapshot, toUnknown, type Unknown } from './snapshot-rows.ts';

/** How many changes are read between two turns: between far apart snapshots there may be many. */
const CHANGES = `
  SELECT * FROM changes WHERE root = ? AND position > ? AND position <= ? ORDER BY path, position`;

/** No name is longer on Linux, so that no path comes after one byte more of the highest. */
const MAX_NAME_BYTES = 255;

/** What is known at a path and below it: names follow `/`, which `0` comes after. */
const STANDING = 'SELECT * FROM entries WHERE root = ? AND (path = ? OR (path >= ? AND path < ?))';

/** A snapshot, and what a comparison must know of it. */
export type FoundSnapshot = {
  readonly root: number;
  readonly position: number;
  /** What it looked at; null for everything. */
  readonly paths: ReadonlySet<string> | null;
  readonly unknown: Unknown;
};

/** Reads what a comparison must know of a stored snapshot. */
export function toFound(row: Row): FoundSnapshot {
  const { paths } = toSnapshot(row);
  return {
    root: Number(row['root']),
    position: Number(row['position']),
    paths: paths === null ? null : new Set(paths),
    unknown: toUnknown(row),
  };
}

/**
 * What leads from one snapshot to another of the same root: the first state and the last of every path that was seen to
 * change between them.
 *
 * Says nothing about paths that one of them did not look at or left out, and does not remove a folder that held something
 * left out: nobody knows what would go with it.
 */
export function compareSnapshots(
  from: FoundSnapshot,
  to: FoundSnapshot,
  { database, contents }: { readonly database: SnapshotDatabase; readonly contents: NumberedContents },
): readonly EntryChange[] {
  if (from.root !== to.root)
    throw new StoreError('store.failed', 'compare snapshots: found two workspaces, want two snapshots of one');
  const isForward = from.position <= to.position;
  const [first, last] = isForward ? [from.position, to.position] : [to.position, from.position];
  const holders = holdersOf(from.unknown);
  const changes: EntryChange[] = [];
  for (const { path, earlier, later } of netChanges(database.all(CHANGES, from.root, first, last))) {
    if (!isSeen(from, path) || !isSeen(to, path)) continue;
    const [before, after] = isForward ? [earlier, later] : [later, earlier];
    if (before.kind === 'folder' && after.kind === 'absent' && holders.has(path)) continue;
    const change = { path, before: toEntryState(before, contents), after: toEntryState(after, contents) };
    if (!isSameState(change.before, change.after)) changes.push(change);
  }
  return changes.sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}

/** What changed or may have between two snapshots although only one of them could keep it. */
export function unseenBetween(
  first: FoundSnapshot,
  second: FoundSnapshot,
  reading: { readonly database: SnapshotDatabase; readonly contents: NumberedContents },
): Unseen {
  if (first.root !== second.root || first.position > second.position) return { hidden: [], lost: [] };
  return { hidden: hiddenEntries(first, second, reading), lost: lostFiles(first, second) };
}

/** Only what is certain: that the first could not keep a file, whose end the second saw because it is small or readable by then, or gone. */
function lostFiles(first: FoundSnapshot, second: FoundSnapshot): Unseen['lost'] {
  const { whole, inside } = second.unknown;
  const lost = [...first.unknown.whole].flatMap(([path, why]) => {
    const isSeenNow = isSeen(second, path) && !inside.has(path) && !whole.has(path);
    return isSeenNow && couldNotKeep(why) ? [{ path, why: `it was not kept, since ${why}` }] : [];
  });
  return lost.sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}

/**
 * Files and links that a snapshot holds and a later one of the same root left out: what is known of them stays, and nobody knows
 * what stands there now.
 */
function hiddenEntries(
  holder: FoundSnapshot,
  later: FoundSnapshot,
  { database, contents }: { readonly database: SnapshotDatabase; readonly contents: NumberedContents },
): readonly HiddenEntry[] {
  const { whole, inside } = later.unknown;
  const isNew = (path: string): boolean => !holder.unknown.whole.has(path) && !holder.unknown.inside.has(path);
  const folders = [...new Set([...whole.keys(), ...inside.keys()])].filter(isNew);
  if (folders.length === 0) return [];
  const since = netChanges(database.all(CHANGES, holder.root, holder.position, Number.MAX_SAFE_INTEGER));
  const earlier = new Map(since.map((change) => [change.path, change.earlier]));
  const whyOf = (path: string): string | null => {
    const own = whole.get(path);
    if (own !== undefined) return own;
    for (const above of ['', ...foldersAbove(path)]) {
      const why = whole.get(above) ?? inside.get(above);
      if (why !== undefined) return why;
    }
    return null;
  };
  const held = new Map<string, StoredState>();
  for (const folder of folders)
    for (const row of database.all(STANDING, holder.root, pathBytes(folder), ...boundsBelow(folder))) {
      const path = pathOfRow(row);
      if (!earlier.has(path)) held.set(path, stateOf(toKnown(row)));
    }
  for (const [path, state] of earlier) if (whyOf(path) !== null) held.set(path, state);
  const hidden: HiddenEntry[] = [];
  for (const [path, stored] of held) {
    const why = isSeen(holder, path) ? whyOf(path) : null;
    const state = toEntryState(stored, contents);
    if (why !== null && (state.kind === 'file' || state.kind === 'link')) hidden.push({ path, state, why });
  }
  return hidden.sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}

/** From below a folder to behind everything below it, as bytes; of the root, everything. */
function boundsBelow(folder: string): readonly [Uint8Array, Uint8Array] {
  if (folder === '') return [new Uint8Array(), new Uint8Array(MAX_NAME_BYTES + 1).fill(0xff)];
  const path = pathBytes(folder);
  return [Buffer.concat([path, Buffer.from('/')]), Buffer.concat([path, Buffer.from('0')])];
}

function netChanges(
  rows: readonly Row[],
): readonly { readonly path: string; readonly earlier: StoredState; readonly later: StoredState }[] {
  const net: { path: string; earlier: StoredState; later: StoredState }[] = [];
  for (const row of rows) {
    const path = pathOfRow(row);
    const known = net.at(-1);
    if (known?.path === path) known.later = stateOfRow(row, 'after');
    else net.push({ path, earlier: stateOfRow(row, 'before'), later: stateOfRow(row, 'after') });
  }
  return net;
}

function isSeen({ paths, unknown }: FoundSnapshot, path: string): boolean {
  const above = foldersAbove(path);
  if (unknown.whole.has(path) || unknown.inside.has('')) return false;
  if (above.some((folder) => unknown.whole.has(folder) || unknown.inside.has(folder))) return false;
  if (paths === null || paths.has(path) || above.some((folder) => paths.has(folder))) return true;
  const prefix = `${path}/`;
  for (const one of paths) if (one.startsWith(prefix)) return true;
  return false;
}

/** The folders that held something left out. */
function holdersOf({ whole, inside }: Unknown): ReadonlySet<string> {
  const paths = [...whole.keys(), ...inside.keys()];
  return new Set([...inside.keys(), ...paths.flatMap((path) => foldersAbove(path))]);
}

function toEntryState({ kind, mode, content, sizeBytes }: StoredState, contents: NumberedContents): EntryState {
  if (kind === 'folder') return { kind, mode };
  if (kind === 'absent' || content === null) return ABSENT;
  if (kind === 'link') return { kind, target: pathText(contents.read(content)) };
  return { kind, mode, sha256: contents.digestOf(content), sizeBytes };
}
