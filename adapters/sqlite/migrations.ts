import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { APPLICATION_ID, MIGRATIONS } from './schema.ts';
import { transact } from './transact.ts';

/** The file at hand, for messages, and the migrations to know, which only tests replace. */
export type MigrationOptions = {
  readonly path: string;
  readonly migrations?: readonly string[];
};

/**
 * Answers the schema version of a store, 0 for a file in which nothing was ever written, without changing a byte of
 * it.
 *
 * `store.corrupt` for a database of another program; `store.newer-schema` for a version this build does not know,
 * since an older gateway would not keep what the newer one promised.
 */
export function readSchemaVersion(database: DatabaseSync, options: MigrationOptions): number {
  const { path, migrations = MIGRATIONS } = options;
  const applicationId = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (applicationId === 0 && version === 0 && countTables(database) === 0) return 0;
  if (applicationId !== APPLICATION_ID) {
    const found = `application id ${applicationId}, wanted ${APPLICATION_ID}`;
    throw new StoreError(
      'store.corrupt',
      `open the store ${path}: found ${found}; the file belongs to another program`,
    );
  }
  if (version > migrations.length) {
    const found = `schema version ${version}, wanted ${migrations.length} or older`;
    const advice = 'a newer Countersign wrote it; use that one, or another file';
    throw new StoreError('store.newer-schema', `open the store ${path}: found ${found}; ${advice}`);
  }
  if (version < 1) {
    throw new StoreError('store.corrupt', `open the store ${path}: found schema version ${version}, wanted 1 or newer`);
  }
  return version;
}

/**
 * Brings a store to the newest schema, one transaction a version: a migration that fails leaves the version before it
 * whole.
 */
export function migrate(database: DatabaseSync, options: MigrationOptions): void {
  const { migrations = MIGRATIONS } = options;
  const version = readSchemaVersion(database, options);
  for (const [index, statements] of migrations.entries()) {
    if (index < version) continue;
    transact(database, () => {
      database.exec(statements);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`);
      return { keep: true, value: null };
    });
  }
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function countTables(database: DatabaseSync): number {
  return Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables']);
}
