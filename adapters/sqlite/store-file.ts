import { chmodSync, closeSync, existsSync, openSync, realpathSync, statSync } from 'node:fs';

/** Only the gateway's own user may read what is stored: prompts, arguments and the hashes of tokens are in it. */
const PRIVATE_MODE = 0o600;
const OTHERS = 0o077;

/**
 * Makes sure that a file exists and that nobody but its owner can read it, its -wal and -shm; answers its path without symbolic links.
 *
 * The file is made private before SQLite opens it, so that there is no moment in which others could open it; SQLite gives its -wal and
 * -shm the mode of the database. It is never opened when it exists: closing any descriptor of it would drop the locks that another
 * connection of this process holds on it (POSIX advisory locks belong to the process).
 */
export function preparePrivateFile(path: string): string {
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE));
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
  const realPath = realpathSync(path);
  for (const file of [realPath, `${realPath}-wal`, `${realPath}-shm`]) {
    if (existsSync(file) && (statSync(file).mode & OTHERS) !== 0) chmodSync(file, PRIVATE_MODE);
  }
  return realPath;
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
