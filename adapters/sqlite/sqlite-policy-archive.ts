import type { DatabaseSync } from 'node:sqlite';
import type { PolicyArchive } from '../../ports/policy-archive.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUpOne } from './look-up.ts';

/** Policy bundles in SQLite. */
export function createSqlitePolicyArchive({ database, read }: Connection): PolicyArchive {
  const byVersion = database.prepare('SELECT bundle FROM policy WHERE version = ?');
  return {
    async find(version) {
      return read('find a policy', () => {
        const row = lookUpOne(byVersion, version);
        return row === null ? null : new FieldReader('policy', row).text('bundle');
      });
    },
  };
}

/** Prepares the statement that remembers a policy bundle, inside the caller's transaction. */
export function preparePolicyRemember(database: DatabaseSync): (change: ChangeOf<'policy.remember'>) => void {
  const insert = database.prepare(
    'INSERT INTO policy (version, bundle) VALUES (?, ?) ON CONFLICT (version) DO NOTHING',
  );
  return ({ version, bundle }) => {
    insert.run(version, bundle);
  };
}
