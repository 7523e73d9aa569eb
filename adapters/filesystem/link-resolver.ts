import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
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
  };
}

function resolveLongestPart(path: string): string {
  let existing = path;
  for (;;) {
    try {
      const real = realpathSync.native(existing);
      const rest = path.slice(existing === '/' ? 0 : existing.length);
      return real === '/' ? rest || '/' : real + (rest === '/' ? '' : rest);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || existing === '/' || isDanglingLink(existing)) return UNRESOLVABLE;
      existing = dirname(existing);
    }
  }
}

/** A link to nothing leads somewhere all the same: writing through it would make the file there. */
function isDanglingLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
