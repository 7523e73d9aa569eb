import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { CliError } from '../cli-error.ts';
import type { LogSource, SourceEntry } from './log-source.ts';

/** What the gateway's store says of itself: `PRAGMA application_id`, and the newest schema that this build can read. */
const APPLICATION_ID = 0x4353474e;
const SCHEMA_VERSION = 12;

/**
 * Opens the gateway's database to read its log, also while the gateway writes to it.
 *
 * Reads only the tables `entry`, `node` and `head`, and whether `payload` has a row; never writes, never takes the writer's lock. Raises `failed` for a file that is not
 * there, is no store of Countersign, or was written by a newer one.
 */
export function openSqliteLog(path: string): LogSource {
  const database = openReadOnly(path);
  try {
    checkSchema(database, path);
    return readLog(database, path);
  } catch (error) {
    database.close();
    throw toFailure(error, path);
  }
}

function openReadOnly(path: string): DatabaseSync {
  if (!existsSync(path)) {
    throw new CliError('failed', `open the log ${path}: there is no such file, want the gateway's database`, {
      remedies: ['Start the gateway once: `countersign up`.', 'Or name another file: `--db FILE`.'],
    });
  }
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    if (existsSync(`${path}-wal`)) throw toFailure(error, path);
    return openImmutable(path, error);
  }
}

/** A database on a read-only medium, with nothing in a write-ahead log, can be read without SQLite's side files. */
function openImmutable(path: string, first: unknown): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  try {
    return new DatabaseSync(url, { readOnly: true });
  } catch {
    throw toFailure(first, path);
  }
}

function checkSchema(database: DatabaseSync, path: string): void {
  const applicationId = Number(database.prepare('PRAGMA application_id').get()?.['application_id']);
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (applicationId !== APPLICATION_ID) {
    throw new CliError('failed', `open the log ${path}: a database of another program, want one of Countersign`);
  }
  if (!(version >= 1 && version <= SCHEMA_VERSION)) {
    throw new CliError('failed', `open the log ${path}: schema version ${version}, want 1 to ${SCHEMA_VERSION}`, {
      remedies: ['Use the version of Countersign that wrote it.'],
    });
  }
}

function readLog(database: DatabaseSync, path: string): LogSource {
  const head = database.prepare('SELECT size, root, note FROM head');
  const entries = database.prepare(
    'SELECT entry_index, entry_text, leaf_hash FROM entry WHERE entry_index >= ? ORDER BY entry_index LIMIT ?',
  );
  const nodes = database.prepare(
    'SELECT node_index, hash FROM node WHERE level = ? AND node_index >= ? AND node_index < ? ORDER BY node_index',
  );
  const payload = database.prepare('SELECT 1 FROM payload WHERE entry_index = ? AND sealed IS NOT NULL');
  // One snapshot for everything that is read: the gateway may write meanwhile.
  database.exec('BEGIN');
  return {
    name: path,
    hasLeafTiles: false,
    head: () =>
      guard(path, () => {
        const row = head.get();
        if (row === undefined) return null;
        return { note: String(row['note']), beside: { size: Number(row['size']), root: bytesOf(row['root']) } };
      }),
    entries: ({ fromIndex, limit }) =>
      guard(path, () => contiguous(entries.all(fromIndex, limit).map(entryOf), fromIndex)),
    cells: ({ level, fromIndex, limit }) =>
      guard(path, () => {
        if (level === 0) return [];
        const rows = nodes.all(level, fromIndex, fromIndex + limit);
        const found = new Map(rows.map((row) => [Number(row['node_index']), bytesOf(row['hash'])]));
        return Array.from({ length: limit }, (_, offset) => found.get(fromIndex + offset) ?? null);
      }),
    holdsPayload: (index) => guard(path, () => payload.get(index) !== undefined),
    close: () => database.close(),
  };
}

function entryOf(row: { readonly [column: string]: unknown }): SourceEntry {
  const text = row['entry_text'];
  return {
    index: Number(row['entry_index']),
    text: typeof text === 'string' ? text : '',
    leafHash: bytesOf(row['leaf_hash']),
  };
}

function contiguous(entries: readonly SourceEntry[], fromIndex: number): readonly SourceEntry[] {
  const gap = entries.findIndex((entry, offset) => entry.index !== fromIndex + offset);
  return gap < 0 ? entries : entries.slice(0, gap);
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function guard<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw toFailure(error, path);
  }
}

/** A damaged database is a log that does not verify; anything else failed. */
function toFailure(error: unknown, path: string): CliError {
  if (error instanceof CliError) return error;
  const found = error instanceof Error ? error.message : String(error);
  const isDamaged = found.includes('malformed') || found.includes('not a database') || found.includes('corrupt');
  return new CliError(isDamaged ? 'verificationFailed' : 'failed', `read the log ${path}: ${found}`, {
    cause: error,
    remedies: isDamaged ? ['Keep the file as evidence and restore the state directory from a backup.'] : [],
  });
}
