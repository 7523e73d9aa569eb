import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { toStoreError } from './sqlite-error.ts';
import { ensureFile, makePrivate } from './store-file.ts';

/** The right to be the only writer of a store. */
export type WriterLock = { release(): void };

/**
 * Takes the lock that keeps a second gateway from writing to the same store; `store.busy` when another one holds it.
 *
 * It is SQLite's own exclusive lock on an empty database beside the store, held in an open transaction: the kernel
 * drops it with the process, however that ends, so no stale lock can be left behind. The store's own lock would not
 * do, since it would also keep out `log verify`, which only reads. The lock file is never deleted: of two files with
 * one name, each could be locked.
 */
export function acquireWriterLock(storePath: string): WriterLock {
  const operation = `lock the store ${storePath} for writing`;
  let database: DatabaseSync | null = null;
  try {
    const path = ensureFile(`${storePath}.lock`);
    database = new DatabaseSync(path, { timeout: 0 });
    // A journal on disk would be left behind by a crash and be looked into by the next start.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    makePrivate(path);
    const held = database;
    return {
      release: () => {
        if (held.isOpen) held.close();
      },
    };
  } catch (error) {
    database?.close();
    const failure = toStoreError(error, operation);
    if (failure.code !== 'store.busy') throw failure;
    throw new StoreError(
      'store.busy',
      `${operation}: found another gateway writing to it, wanted to be the only one; it runs already: countersign status`,
      {
        cause: error,
      },
    );
  }
}
