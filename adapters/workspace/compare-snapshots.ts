import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import { StoreError } from '../../ports/store-error.ts';
import { pathOfRow, pathText, type StoredState, stateOfRow } from './known-tree.ts';
import type { NumberedContents } from './numbered-contents.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';
import { toSnapshot, toUnknown, type Unknown } from './snapshot-rows.ts';

/** How many changes are read between two turns: between far apart snapshots there may be many. */
const CHANGES = `
  SELECT * FROM changes WHERE root = ? AND position > ? AND position <= ? ORDER BY path, position`;

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
  return new Set([...inside, ...[...whole, ...inside].flatMap((path) => foldersAbove(path))]);
}

function toEntryState({ kind, mode, content, sizeBytes }: StoredState, contents: NumberedContents): EntryState {
  if (kind === 'folder') return { kind, mode };
  if (kind === 'absent' || content === null) return ABSENT;
  if (kind === 'link') return { kind, target: pathText(contents.read(content)) };
  return { kind, mode, sha256: contents.digestOf(content), sizeBytes };
}
