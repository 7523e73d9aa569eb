import { lstatSync } from 'node:fs';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_PATHS = 100;

/**
 * Tells whether a gateway could keep the state of these absolute paths, without asking one: at most 100, each absent, a link, or
 * a regular file of up to 50 MB.
 */
export function arePathsKeepable(paths: readonly string[]): boolean {
  return paths.length <= MAX_PATHS && paths.every(isKeepable);
}

function isKeepable(path: string): boolean {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat === undefined || stat.isSymbolicLink() || (stat.isFile() && stat.size <= MAX_FILE_BYTES);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}
