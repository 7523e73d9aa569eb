import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, toFilesError } from './files-failure.ts';

const RETRY_MS = 20;
/** SQLite's result codes for a lock that another connection holds (SQLITE_BUSY, SQLITE_LOCKED). */
const HELD_CODES: readonly unknown[] = [5, 6];

/** The right to be the only one who changes a workspace. */
export type RootLock = { release(): void };

/**
 * Takes the lock at a path, waiting for whoever holds it up to `timeoutMs`; then raises `files.locked`.
 *
 * It is SQLite's exclusive lock on an empty database, held in an open transaction: the kernel drops it with the process that
 * holds it, however that ends, so that no stale lock has to be told from a live one. The file itself is never deleted: of two
 * files with one name each could be locked.
 */
export async function lockRoot(path: string, timeoutMs: number): Promise<RootLock> {
  const action = 'lock the workspace for writing';
  const attempts = Math.ceil(timeoutMs / RETRY_MS);
  for (let attempt = 0; ; attempt++) {
    const lock = tryLock(path, action);
    if (lock !== null) return lock;
    if (attempt >= attempts)
      throw new FilesError('files.locked', `${action}: found it locked for ${timeoutMs} ms, want it free`);
    await pause(RETRY_MS);
  }
}

/** The lock, or null where another connection holds it. */
function tryLock(path: string, action: string): RootLock | null {
  let database: DatabaseSync | null = null;
  try {
    createPrivate(path);
    database = new DatabaseSync(path, { timeout: 0 });
    // A journal on disk would be left behind by a crash.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && HELD_CODES.includes(error.errcode)) return null;
    throw toFilesError(error, action);
  }
}

/**
 * Creates the file where it is missing. One that exists is never opened here: closing any handle of it would drop the lock
 * that another connection of this process holds on it (POSIX locks belong to the process).
 */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
