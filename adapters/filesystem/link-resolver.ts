import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { PathResolver } from '../../ports/path-resolver.ts';

/** What a path that cannot be resolved is taken for: a place that nobody may change unasked. */
const UNRESOLVABLE = '/proc/unresolvable';

/** Follows links with the file system's own eyes. Synchronous: a decision must not see two states of the disk. */
export function createLinkResolver(): PathResolver {
  return {
    resolve: (paths) => {
      const real: Record<string, string> = {};
      for (const path of paths) {
        const resolved = resolveLongestPart(path);
        if (resolved !== path) real[path] = resolved;
      }
      return real;
    },
    sharesRepository: (folder, workspace) => {
      try {
        return isReachedWithoutLinks(folder, workspace) && !bringsRepository(folder, workspace);
      } catch {
        return false;
      }
    },
  };
}

/** By either of these git takes a folder for a repository, or for the place of one. */
const MARKS_OF_REPOSITORY = ['.git', 'HEAD'];

function bringsRepository(folder: string, workspace: string): boolean {
  for (let at = folder; at !== workspace; at = dirname(at)) {
    if (MARKS_OF_REPOSITORY.some((name) => lstatSync(join(at, name), { throwIfNoEntry: false }) !== undefined))
      return true;
  }
  return false;
}

/** False for the workspace itself, for what does not lie below it, and for what is no folder; raises where nothing is there. */
function isReachedWithoutLinks(folder: string, workspace: string): boolean {
  if (workspace === '/' || !folder.startsWith(`${workspace}/`) || normalize(folder) !== folder) return false;
  const below = folder.slice(workspace.length);
  return realpathSync.native(folder) === realpathSync.native(workspace) + below && lstatSync(folder).isDirectory();
}

function resolveLongestPart(path: string): string {
  const existing = longestExisting(path);
  if (existing === null) return UNRESOLVABLE;
  try {
    const real = realpathSync.native(existing);
    const rest = path.slice(existing === '/' ? 0 : existing.length);
    return real === '/' ? rest || '/' : real + (rest === '/' ? '' : rest);
  } catch {
    // A dangling link leads somewhere all the same: writing through it would make the file there.
    return UNRESOLVABLE;
  }
}

/** The longest beginning of a path at which something stands, be it a link to nothing; null when that cannot be told. */
function longestExisting(path: string): string | null {
  for (let candidate = path; ; candidate = dirname(candidate)) {
    try {
      if (lstatSync(candidate, { throwIfNoEntry: false }) !== undefined || candidate === '/') return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') return null;
    }
  }
}
