import { resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { HASH_BYTES } from '../../core/audit/merkle.ts';
import type { WitnessState } from '../../core/audit/witness.ts';
import { parseUint64 } from '../../core/encoding/decimal.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { WitnessedLog, WitnessStep, WitnessStore } from '../../ports/witness-store.ts';
import { toStoreError } from './sqlite-error.ts';

const SCHEMA_VERSION = 1;

/** How long to wait for another process that writes. The event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 1000;

/** Sizes are text, since SQLite's integers end at 2^63 − 1. */
const SCHEMA = `
  CREATE TABLE witnessed_log (
    origin TEXT PRIMARY KEY,
    size TEXT NOT NULL,
    root BLOB NOT NULL,
    note TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens a witness's memory in a SQLite file of its own, and makes the file when there is none.
 *
 * WAL with `synchronous=FULL`: a step that was answered true is on the disk. Compare and replace are one statement, so processes
 * that share the file cannot both win. Raises `store.newer-schema` for a file of a later version, which is left as it is.
 */
export function openSqliteWitnessStore(path: string): WitnessStore {
  return guarded('open', () => {
    const database = new DatabaseSync(resolve(path), { timeout: BUSY_TIMEOUT_MS });
    try {
      makeDurable(database);
      migrate(database);
      return new SqliteWitnessStore(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

class SqliteWitnessStore implements WitnessStore {
  readonly #database: DatabaseSync;
  readonly #load: StatementSync;
  readonly #list: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#load = database.prepare('SELECT origin, size, root, note FROM witnessed_log WHERE origin = ?');
    this.#list = database.prepare('SELECT origin, size, root, note FROM witnessed_log');
    this.#insert = database.prepare(
      'INSERT INTO witnessed_log (origin, size, root, note) VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO NOTHING',
    );
    this.#update = database.prepare(
      'UPDATE witnessed_log SET size = ?, root = ?, note = ? WHERE origin = ? AND size = ? AND root = ?',
    );
  }

  async load(origin: string): Promise<WitnessState | null> {
    this.#assertOpen();
    return guarded('load from', () => {
      const row = this.#load.get(origin);
      return row === undefined ? null : logOfRow(row).state;
    });
  }

  async replace({ origin, expected, next }: WitnessStep): Promise<boolean> {
    this.#assertOpen();
    const { size, root, note } = next;
    return guarded('write to', () => {
      const { changes } =
        expected === null
          ? this.#insert.run(origin, size.toString(), root, note)
          : this.#update.run(size.toString(), root, note, origin, expected.size.toString(), expected.root);
      return Number(changes) === 1;
    });
  }

  async list(): Promise<readonly WitnessedLog[]> {
    this.#assertOpen();
    return guarded('list', () =>
      this.#list
        .all()
        .map(logOfRow)
        .sort((left, right) => (left.origin < right.origin ? -1 : 1)),
    );
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #assertOpen(): void {
    if (!this.#database.isOpen)
      throw new StoreError('store.closed', 'use the witness store: it is closed, want an open one');
  }
}

/** `fullfsync` makes macOS flush the drive as well. A file system that cannot have WAL cannot be trusted with a witness's memory. */
function makeDurable(database: DatabaseSync): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal')
    throw new StoreError('store.failed', `open the witness store: journal mode ${String(mode)}, want wal`);
  database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF;');
}

function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'store.newer-schema',
      `open the witness store: schema ${version}, want ${SCHEMA_VERSION} at most`,
    );
  }
  if (version < SCHEMA_VERSION) database.exec(SCHEMA);
  database.exec('COMMIT');
}

function logOfRow(row: Record<string, unknown>): WitnessedLog {
  const { origin, size, root, note } = row;
  const parsed = typeof size === 'string' ? parseUint64(size) : null;
  if (
    typeof origin !== 'string' ||
    parsed === null ||
    !(root instanceof Uint8Array) ||
    root.length !== HASH_BYTES ||
    typeof note !== 'string'
  ) {
    throw new StoreError(
      'store.corrupt',
      'read the witness store: a row that is no state of a log, want origin, size, root and note',
    );
  }
  return { origin, state: { size: parsed, root: new Uint8Array(root), note } };
}

/** Runs a use of the driver; what it throws comes out as the port's error. */
function guarded<Value>(verb: string, use: () => Value): Value {
  try {
    return use();
  } catch (error) {
    throw toStoreError(error, `${verb} the witness store`);
  }
}
