import { chmodSync, closeSync, existsSync, openSync, realpathSync, statSync } from 'node:fs';

/** Only the gateway's own user may read what is stored: prompts, arguments and the hashes of tokens are in it. */
const PRIVATE_MODE = 0o600;
const OTHERS = 0o077;

/**
 * Makes sure that a file exists, private from its first moment, and answers its path without symbolic links.
 *
 * SQLite gives its -wal and -shm the mode of the database. A file that exists is never opened here: closing any
 * descriptor of it would drop the locks that another connection of this process holds on it (POSIX advisory locks
 * belong to the process).
 */
export function ensureFile(path: string): string {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const realPath = realpathSync(path);
  if (!statSync(realPath).isFile()) throw new Error('found something that is no file, wanted a file');
  return realPath;
}

/** Takes from everybody but the owner what they may do with a file of ours, its -wal and its -shm. */
export function makePrivate(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file) && (statSync(file).mode & OTHERS) !== 0) chmodSync(file, PRIVATE_MODE);
  }
}
