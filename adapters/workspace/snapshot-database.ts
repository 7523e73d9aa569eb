import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { toStoreError } from './store-failure.ts';

const SCHEMA_VERSION = 1;
const FILE = 'snapshots.db';

/**
 * `objects`: one row a content, by its keyed name; where its bytes lie in the packs.
 * `entries`: what stands at each path of a root as it was last seen, with the stamp that tells whether it changed since.
 * `changes`: what each snapshot found changed since the one before it of its root. Kinds: 0 absent, 1 file, 2 link, 3 folder.
 */
const SCHEMA = `
  CREATE TABLE objects (
    id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, digest BLOB NOT NULL, pack INTEGER NOT NULL,
    offset INTEGER NOT NULL, stored_bytes INTEGER NOT NULL, put_at_ms INTEGER NOT NULL) STRICT;
  CREATE INDEX objects_of_pack ON objects (pack);
  CREATE TABLE roots (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE) STRICT;
  CREATE TABLE entries (
    root INTEGER NOT NULL, path BLOB NOT NULL, kind INTEGER NOT NULL, mode INTEGER NOT NULL, object INTEGER,
    size_bytes INTEGER NOT NULL, dev REAL NOT NULL, ino REAL NOT NULL, mtime_ms REAL NOT NULL, ctime_ms REAL NOT NULL,
    settled INTEGER NOT NULL, PRIMARY KEY (root, path)) STRICT, WITHOUT ROWID;
  CREATE TABLE changes (
    root INTEGER NOT NULL, position INTEGER NOT NULL, path BLOB NOT NULL,
    before_kind INTEGER NOT NULL, before_mode INTEGER NOT NULL, before_object INTEGER, before_bytes INTEGER NOT NULL,
    after_kind INTEGER NOT NULL, after_mode INTEGER NOT NULL, after_object INTEGER, after_bytes INTEGER NOT NULL,
    PRIMARY KEY (root, position, path)) STRICT, WITHOUT ROWID;
  CREATE TABLE left_outs (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, document TEXT NOT NULL) STRICT;
  CREATE TABLE snapshots (
    id TEXT PRIMARY KEY, root INTEGER NOT NULL, position INTEGER NOT NULL, taken_at_ms INTEGER NOT NULL,
    reason TEXT NOT NULL, action TEXT, session TEXT, paths TEXT, entry_count INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL, left_out INTEGER NOT NULL, superseded_by TEXT, UNIQUE (root, position)) STRICT;
  CREATE INDEX snapshots_of_action ON snapshots (action) WHERE action IS NOT NULL;
  CREATE INDEX snapshots_of_session ON snapshots (session) WHERE session IS NOT NULL;
`;

/** A value of a row. */
export type Row = Readonly<Record<string, unknown>>;

/** The open database of snapshots: the one place where SQLite's errors become ours. */
export type SnapshotDatabase = {
  readonly directory: string;
  /** Runs work as one transaction: all of it is durable when this returns, nothing of it when it throws. Not nested. */
  write<Value>(operation: string, work: () => Value): Value;
  /** As `write`, but durable only with the next `write`: for parts of something that a later row makes whole. */
  writePart(operation: string, work: () => void): void;
  run(sql: string, ...values: SQLInputValue[]): void;
  one(sql: string, ...values: SQLInputValue[]): Row | null;
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  close(): void;
};

/**
 * Opens the database in a directory, makes both where they are missing, and keeps every other process out (`store.busy`).
 *
 * Raises `store.newer-schema` where a later Countersign made it.
 */
export function openSnapshotDatabase(directory: string): SnapshotDatabase {
  const operation = 'open the snapshots';
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    const path = join(directory, FILE);
    ensureFile(path);
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      prepareDatabase(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return wrap(database, directory);
  } catch (error) {
    throw toStoreError(error, operation);
  }
}

/** Private from its first moment: SQLite gives its companions the mode of the database. */
function ensureFile(path: string): void {
  // A file that exists is not opened: closing it would drop the locks of another connection of this process (POSIX).
  if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
}

function prepareDatabase(database: DatabaseSync): void {
  // Exclusive: the lock is the kernel's, taken with the first write and gone with the process.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('PRAGMA secure_delete = FAST; PRAGMA cache_size = -16384; BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > SCHEMA_VERSION)
    throw new StoreError(
      'store.newer-schema',
      `open the snapshots: found version ${version}, want at most ${SCHEMA_VERSION}`,
    );
  if (version === 0) database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  database.exec('COMMIT');
}

function wrap(database: DatabaseSync, directory: string): SnapshotDatabase {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const write = <Value>(operation: string, work: () => Value): Value => {
    try {
      database.exec('BEGIN IMMEDIATE');
      const value = work();
      database.exec('COMMIT');
      return value;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk for example.
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      throw toStoreError(error, operation);
    }
  };
  return {
    directory,
    write,
    writePart: (operation, work) => {
      // In this mode a commit is in order and whole, and waits for no disk.
      database.exec('PRAGMA synchronous = NORMAL');
      try {
        write(operation, work);
      } finally {
        database.exec('PRAGMA synchronous = FULL');
      }
    },
    run: (sql, ...values) => guarded(sql, () => void prepared(sql).run(...values)),
    one: (sql, ...values) => guarded(sql, () => prepared(sql).get(...values) ?? null),
    all: (sql, ...values) => guarded(sql, () => prepared(sql).all(...values)),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function guarded<Value>(sql: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error, `use the snapshots (${sql.trimStart().split(' ', 1)[0]})`);
  }
}
