import type { SQLInputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fromNameBytes, toNameBytes } from '../../core/workspace/entry-path.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';

/** What of an entry's stat tells that it is untouched. Every change of content, mode or name moves `ctimeMs`. */
export type Stamp = {
  readonly dev: number;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly sizeBytes: number;
};

/** A file or link as it was last read. `content` is its number in the content store: of a link, its text. */
export type KnownLeaf = {
  readonly kind: 'file' | 'link';
  readonly mode: number;
  readonly content: number;
  readonly sizeBytes: number;
  readonly stamp: Stamp;
  /** Read long enough after its last change that a later one must show in the stamp (git's "racily clean" otherwise). */
  readonly isSettled: boolean;
};

/** A folder as it was last seen. Mutable: a walk brings it up to date in place. */
export type KnownFolder = {
  readonly kind: 'folder';
  mode: number;
  readonly entries: Map<string, KnownEntry>;
  /** What its listing held, while its stamp tells that it still does; null to read it again. */
  listing: { readonly names: readonly string[]; readonly stamp: Stamp } | null;
};

/** What is known of a path; what is left out below a folder keeps what was known of it before. */
export type KnownEntry = KnownLeaf | KnownFolder;

/** An entry as it stands in the database. */
export type StoredState = {
  readonly kind: 'absent' | 'file' | 'link' | 'folder';
  readonly mode: number;
  readonly content: number | null;
  readonly sizeBytes: number;
};

/** Rows that are read between two turns. */
const ROWS_AT_ONCE = 2_000;
const PAGE = 'SELECT * FROM entries WHERE root = ? AND path > ? ORDER BY path LIMIT ?';
const KINDS = ['absent', 'file', 'link', 'folder'] as const;
const NO_STAMP: Stamp = { dev: 0, ino: 0, mtimeMs: 0, ctimeMs: 0, sizeBytes: 0 };

/** Nothing stands there. */
export const NOTHING: StoredState = { kind: 'absent', mode: 0, content: null, sizeBytes: 0 };

export function newFolder(mode: number): KnownFolder {
  return { kind: 'folder', mode, entries: new Map(), listing: null };
}

/** What is known of an entry, as changes tell it. */
export function stateOf(entry: KnownEntry | undefined): StoredState {
  if (entry === undefined) return NOTHING;
  if (entry.kind === 'folder') return { kind: 'folder', mode: entry.mode, content: null, sizeBytes: 0 };
  return { kind: entry.kind, mode: entry.mode, content: entry.content, sizeBytes: entry.sizeBytes };
}

/** True where two states differ in nothing that a snapshot keeps; the mode of a link is nothing that can be set. */
export function isSameStored(one: StoredState, other: StoredState): boolean {
  return one.kind === other.kind && one.content === other.content && (one.mode === other.mode || one.kind === 'link');
}

/** Reads what is known of a root, as an untitled folder that holds its entries; lets others run in between. */
export async function loadKnownTree(database: SnapshotDatabase, root: number): Promise<KnownFolder> {
  const tree = newFolder(0);
  const folders = new Map<string, KnownFolder>([['', tree]]);
  let after: SQLInputValue = new Uint8Array();
  for (;;) {
    // By path: a folder comes before what is in it, since every path begins with that of its folder.
    const rows = database.all(PAGE, root, after, ROWS_AT_ONCE);
    for (const row of rows) addRow(folders, row);
    const last = rows.at(-1)?.['path'];
    if (rows.length < ROWS_AT_ONCE || !(last instanceof Uint8Array)) return tree;
    after = last;
    await nextTurn();
  }
}

function addRow(folders: Map<string, KnownFolder>, row: Row): void {
  const path = pathOfRow(row);
  const slash = path.lastIndexOf('/');
  const entry = toKnown(row);
  if (entry.kind === 'folder') folders.set(path, entry);
  folders.get(path.slice(0, Math.max(0, slash)))?.entries.set(path.slice(slash + 1), entry);
}

/** Writes what is known of a path; null where nothing stands there. */
export function saveEntry(
  database: SnapshotDatabase,
  { root, path, entry }: { readonly root: number; readonly path: string; readonly entry: KnownEntry | null },
): void {
  if (entry === null) {
    database.run('DELETE FROM entries WHERE root = ? AND path = ?', root, pathBytes(path));
    return;
  }
  const { mode, content, sizeBytes } = stateOf(entry);
  const stamp = entry.kind === 'folder' ? NO_STAMP : entry.stamp;
  const isSettled = entry.kind !== 'folder' && entry.isSettled;
  database.run(
    'INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[root, pathBytes(path), KINDS.indexOf(entry.kind), mode, content, sizeBytes],
    ...[stamp.dev, stamp.ino, stamp.mtimeMs, stamp.ctimeMs, isSettled ? 1 : 0],
  );
}

/** The columns of a state, in the order of the table `changes`. */
export function stateColumns({ kind, mode, content, sizeBytes }: StoredState): readonly (number | null)[] {
  return [KINDS.indexOf(kind), mode, content, sizeBytes];
}

/** A state from the columns of `changes` that begin so. */
export function stateOfRow(row: Row, prefix: 'before' | 'after'): StoredState {
  const content = row[`${prefix}_object`];
  return {
    kind: KINDS[Number(row[`${prefix}_kind`])] ?? 'absent',
    mode: Number(row[`${prefix}_mode`]),
    content: typeof content === 'number' ? content : null,
    sizeBytes: Number(row[`${prefix}_bytes`]),
  };
}

/** Paths are stored as the bytes they are: SQLite's text knows no lone surrogates. */
export function pathBytes(path: string): Uint8Array {
  return path.isWellFormed() ? Buffer.from(path) : toNameBytes(path);
}

export function pathOfRow(row: Row): string {
  const path = row['path'];
  return path instanceof Uint8Array ? pathText(path) : '';
}

/** The text of a name's or path's bytes; quick for what is ASCII. */
export function pathText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // U+FFFD is what the platform puts for what is no UTF-8; a name may also hold it in truth.
  return text.includes('\ufffd') ? fromNameBytes(bytes) : text;
}

/** An entry from its row. */
export function toKnown(row: Row): KnownEntry {
  const mode = Number(row['mode']);
  const kind = KINDS[Number(row['kind'])];
  if (kind !== 'file' && kind !== 'link') return newFolder(mode);
  const sizeBytes = Number(row['size_bytes']);
  return {
    kind,
    mode,
    content: Number(row['object']),
    sizeBytes,
    stamp: {
      dev: Number(row['dev']),
      ino: Number(row['ino']),
      mtimeMs: Number(row['mtime_ms']),
      ctimeMs: Number(row['ctime_ms']),
      sizeBytes,
    },
    isSettled: row['settled'] === 1,
  };
}
