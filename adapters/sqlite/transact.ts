import type { DatabaseSync } from 'node:sqlite';

/** What a transaction found: a value, and whether what it wrote shall stay. */
export type Decided<Value> = { readonly keep: boolean; readonly value: Value };

/**
 * Runs work as one transaction: all of it is durable when this returns a kept value, and nothing of it otherwise.
 *
 * The write lock is taken at once, so that what the work reads still holds when it commits. Whatever is raised, by
 * the work or by the commit itself, takes everything back and leaves the connection ready for the next transaction.
 */
export function transact<Value>(database: DatabaseSync, work: () => Decided<Value>): Value {
  database.exec('BEGIN IMMEDIATE');
  try {
    const { keep, value } = work();
    database.exec(keep ? 'COMMIT' : 'ROLLBACK');
    return value;
  } catch (error) {
    // SQLite has rolled back by itself after some errors, a full disk for example.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
