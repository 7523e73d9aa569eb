import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { type Checkpoints, startCheckpoints } from './checkpoints.ts';
import { migrate, readSchemaVersion } from './migrations.ts';
import { MIGRATIONS } from './schema.ts';
import { toStoreError } from './sqlite-error.ts';
import { ensureFile, makePrivate } from './store-file.ts';
import { type Decided, transact } from './transact.ts';
import { acquireWriterLock, type WriterLock } from './writer-lock.ts';

/** How long to wait for a reader of the same file. The event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 100;

/** An open store: the one place where SQLite's errors become ours. */
export type Connection = {
  readonly database: DatabaseSync;
  /** Runs a read; whatever it raises comes out as a StoreError that names the operation. */
  readonly read: <Value>(operation: string, work: () => Value) => Value;
  /** Runs one transaction (see `transact`) in the same way; `store.read-only` when the store was opened for reading. */
  readonly write: <Value>(operation: string, work: () => Decided<Value>) => Value;
  /** Leaves no copy of what was overwritten in the write-ahead log; best effort while another process reads. */
  readonly emptyWriteAheadLog: (operation: string) => void;
  /** Moves everything into the database file and gives it back, with the lock. It may be called twice. */
  readonly close: () => void;
};

/** Where the store is, and whether it is only read, beside a gateway that writes. */
export type ConnectionOptions = { readonly path: string; readonly readOnly?: boolean };

/**
 * Opens a store file, making and migrating it where needed; raises StoreError with the path in the message.
 *
 * The path is always a file's: SQLite's special names (`:memory:`, `file:` URIs) are taken literally.
 */
export function openConnection({ path, readOnly = false }: ConnectionOptions): Connection {
  const absolute = resolve(path);
  return readOnly ? openForReading(absolute) : openForWriting(absolute);
}

function openForWriting(path: string): Connection {
  const operation = `open the store ${path}`;
  let lock: WriterLock | null = null;
  let database: DatabaseSync | null = null;
  try {
    const realPath = ensureFile(path);
    lock = acquireWriterLock(realPath);
    database = new DatabaseSync(realPath, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    readSchemaVersion(database, { path });
    makePrivate(realPath);
    setUpForWriting(database);
    migrate(database, { path });
    return wrap({ database, writing: { checkpoints: startCheckpoints(database), lock } });
  } catch (error) {
    database?.close();
    lock?.release();
    throw toStoreError(error, operation);
  }
}

/**
 * WAL with `synchronous = FULL`: one fsync a commit, and what was committed survives a loss of power. `secure_delete`
 * overwrites what is erased with zeros. `fullfsync` makes macOS flush the drive as well.
 */
function setUpForWriting(database: DatabaseSync): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal') throw new Error(`found journal mode ${String(mode)}, wanted wal; is this a network file system?`);
  database.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -2048;
    PRAGMA journal_size_limit = 67108864;
  `);
}

function openForReading(path: string): Connection {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    const version = readSchemaVersion(database, { path });
    if (version !== MIGRATIONS.length) {
      const found = `schema version ${version}, wanted ${MIGRATIONS.length}`;
      throw new StoreError(
        'store.read-only',
        `open the store ${path} for reading: found ${found}; open it for writing once`,
      );
    }
    return wrap({ database, writing: null });
  } catch (error) {
    database?.close();
    throw toStoreError(error, `open the store ${path} for reading`);
  }
}

type Held = {
  readonly database: DatabaseSync;
  /** Null for a store that is only read. */
  readonly writing: { readonly checkpoints: Checkpoints; readonly lock: WriterLock } | null;
};

function wrap({ database, writing }: Held): Connection {
  const read = <Value>(operation: string, work: () => Value): Value => {
    if (!database.isOpen) throw new StoreError('store.closed', `${operation}: found the store closed, wanted it open`);
    try {
      return work();
    } catch (error) {
      throw toStoreError(error, operation);
    }
  };
  const checkpointsFor = (operation: string): Checkpoints => {
    if (writing !== null) return writing.checkpoints;
    throw new StoreError('store.read-only', `${operation}: found the store opened for reading, wanted it for writing`);
  };
  return {
    database,
    read,
    write: (operation, work) =>
      read(operation, () => {
        const checkpoints = checkpointsFor(operation);
        const value = transact(database, work);
        checkpoints.noteCommit();
        return value;
      }),
    emptyWriteAheadLog: (operation) => read(operation, () => checkpointsFor(operation).empty()),
    close: () => {
      if (!database.isOpen) return;
      writing?.checkpoints.stop();
      // The last connection to close moves the whole log into the database and deletes it.
      database.close();
      writing?.lock.release();
    },
  };
}
