import { createHash, hash } from 'node:crypto';
import type { ContentCipher } from '../../ports/content-cipher.ts';
import { StoreError } from '../../ports/store-error.ts';
import { openPackFiles, type PackFiles, type Place } from './pack-files.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';
import { toStoreError } from './store-failure.ts';
import { sweepPacks } from './sweep-packs.ts';

/** What one content may be: a file of 50 MB, and room for what plans make of it. */
export const MAX_CONTENT_BYTES = 64 * 1024 * 1024;
const DIGEST_BYTES = 32;
/** Rows a transaction writes at once: more would hold up every other decision. */
const ROWS_AT_ONCE = 2_000;

/** A content that is kept, or could be thrown away. */
export type StoredContent = { readonly sha256: string; readonly putAtMs: number };

/** Contents by the number that they have in the database: what snapshots refer to. */
export type NumberedContents = {
  /** Keeps a content and answers its number. It is not durable, nor to be found, before `flush` was awaited. */
  add(content: Uint8Array): number;
  /** Makes everything added before durable. Raises `StoreError`; what was added since the last flush is then lost. */
  flush(): Promise<void>;
  /** How often a flush failed: a number added before one may not be used after it. */
  failures(): number;
  read(number: number): Uint8Array;
  digestOf(number: number): string;
  /** Removes the contents that no snapshot refers to and `mayGo` gives up, and the packs that are then mostly waste. */
  discard(
    mayGo: (content: StoredContent) => boolean,
  ): Promise<{ readonly removed: number; readonly freedBytes: number }>;
  close(): void;
};

export type ContentStoreOptions = { readonly cipher: ContentCipher; readonly nowMs: () => number };

type NewRow = Place & {
  readonly id: number;
  readonly name: Uint8Array;
  readonly digest: Uint8Array;
  readonly storedBytes: number;
};

type State = {
  readonly database: SnapshotDatabase;
  readonly packs: PackFiles;
  readonly cipher: ContentCipher;
  readonly nowMs: () => number;
  nextNumber: number;
  failures: number;
  /** Added since the last flush began. */
  rows: NewRow[];
  /** Asked for again since then, though they were there: they must not be swept meanwhile. */
  readonly touched: Set<number>;
  /** Added and not durable yet, by name. */
  readonly pending: Map<string, number>;
  flushing: Promise<void>;
  queued: Promise<void> | null;
};

/** Opens the contents beside the database that knows where they lie. */
export function openNumberedContents(
  database: SnapshotDatabase,
  { cipher, nowMs }: ContentStoreOptions,
): NumberedContents {
  const last = database.one('SELECT max(id) AS last FROM objects')?.['last'];
  const state: State = {
    database,
    packs: openPackFiles(`${database.directory}/packs`),
    cipher,
    nowMs,
    nextNumber: (typeof last === 'number' ? last : 0) + 1,
    failures: 0,
    rows: [],
    touched: new Set(),
    pending: new Map(),
    flushing: Promise.resolve(),
    queued: null,
  };
  return {
    add: (content) => addContent(state, content),
    flush: () => queueFlush(state),
    failures: () => state.failures,
    read: (number) => readContent(state, requireRow(state, number)),
    digestOf: (number) => openDigest(state, requireRow(state, number)),
    discard: async (mayGo) => {
      // What is in a pack and in no row yet would be taken for waste.
      do await queueFlush(state);
      while (state.pending.size > 0);
      try {
        return await sweepPacks({
          database,
          packs: state.packs,
          isInUse: (number) => state.touched.has(number),
          mayGo: (row) => mayGo({ sha256: openDigest(state, row), putAtMs: Number(row['put_at_ms']) }),
        });
      } catch (error) {
        throw toStoreError(error, 'remove contents');
      }
    },
    close: () => state.packs.close(),
  };
}

function addContent(state: State, content: Uint8Array): number {
  if (content.length > MAX_CONTENT_BYTES)
    throw new StoreError(
      'store.failed',
      `keep a content: found ${content.length} bytes, want at most ${MAX_CONTENT_BYTES}`,
    );
  const digest = createHash('sha256').update(content).digest();
  const name = Buffer.from(state.cipher.nameOf(digest));
  const key = name.toString('latin1');
  const waiting = state.pending.get(key);
  if (waiting !== undefined) return waiting;
  const known = state.database.one('SELECT id FROM objects WHERE name = ?', name)?.['id'];
  if (typeof known === 'number') {
    state.touched.add(known);
    return known;
  }
  const sealed = state.cipher.seal(content, contextOf('content', name));
  const id = state.nextNumber;
  state.nextNumber += 1;
  const sealedDigest = state.cipher.seal(digest, contextOf('digest', name));
  try {
    const place = state.packs.append(sealed);
    state.rows.push({ id, name, digest: sealedDigest, ...place, storedBytes: sealed.length });
  } catch (error) {
    loseAll(state);
    throw toStoreError(error, 'keep a content');
  }
  state.pending.set(key, id);
  return id;
}

/** One flush runs at a time; whoever asks meanwhile shares the next. */
function queueFlush(state: State): Promise<void> {
  state.queued ??= state.flushing.then(() => {
    state.queued = null;
    const flush = flushNow(state);
    state.flushing = flush.catch(() => undefined);
    return flush;
  });
  return state.queued;
}

async function flushNow(state: State): Promise<void> {
  const rows = state.rows;
  const touched = [...state.touched];
  state.rows = [];
  if (rows.length === 0 && touched.length === 0) return;
  try {
    if (rows.length > 0) await state.packs.sync();
    const atMs = state.nowMs();
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      const some = rows.slice(start, start + ROWS_AT_ONCE);
      state.database.write('keep contents', () => insertRows(state.database, some, atMs));
    }
    if (touched.length > 0) state.database.write('keep contents', () => touchRows(state.database, touched, atMs));
  } catch (error) {
    loseAll(state);
    throw toStoreError(error, 'keep contents');
  }
  for (const { name } of rows) state.pending.delete(Buffer.from(name).toString('latin1'));
  for (const number of touched) state.touched.delete(number);
}

/** After a failure nobody can say what of a pack is on the disk: everything that waits is given up, and asked for again. */
function loseAll(state: State): void {
  state.failures += 1;
  state.rows = [];
  state.pending.clear();
  state.touched.clear();
}

function insertRows(database: SnapshotDatabase, rows: readonly NewRow[], atMs: number): void {
  for (const { id, name, digest, pack, offset, storedBytes } of rows)
    database.run('INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)', id, name, digest, pack, offset, storedBytes, atMs);
}

function touchRows(database: SnapshotDatabase, numbers: readonly number[], atMs: number): void {
  for (const number of numbers) database.run('UPDATE objects SET put_at_ms = ? WHERE id = ?', atMs, number);
}

function requireRow(state: State, number: number): Row {
  const row = state.database.one('SELECT * FROM objects WHERE id = ?', number);
  if (row === null) throw new StoreError('store.corrupt', `read content ${number}: found nothing kept, want its bytes`);
  return row;
}

function readContent(state: State, row: Row): Uint8Array {
  const name = nameOf(row);
  const place = { pack: Number(row['pack']), offset: Number(row['offset']) };
  let sealed: Uint8Array;
  try {
    sealed = state.packs.read(place, Number(row['stored_bytes']));
  } catch (error) {
    const failure = toStoreError(error, 'read a content');
    throw isMissing(error) ? new StoreError('store.corrupt', failure.message, { cause: error }) : failure;
  }
  const content = state.cipher.open(sealed, contextOf('content', name));
  if (content === null || hash('sha256', content) !== openDigest(state, row))
    throw new StoreError('store.corrupt', 'read a content: found its bytes changed, want them as they were kept');
  return content;
}

function openDigest(state: State, row: Row): string {
  const sealed = row['digest'];
  const digest = sealed instanceof Uint8Array ? state.cipher.open(sealed, contextOf('digest', nameOf(row))) : null;
  if (digest === null || digest.length !== DIGEST_BYTES)
    throw new StoreError(
      'store.corrupt',
      'read a digest: found it changed or under another key, want it as it was kept',
    );
  return Buffer.from(digest).toString('hex');
}

function nameOf(row: Row): Uint8Array {
  const name = row['name'];
  return name instanceof Uint8Array ? name : new Uint8Array(0);
}

/** A sealed digest must not pass for a sealed content. */
function contextOf(purpose: 'content' | 'digest', name: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${purpose}:`), name]);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
