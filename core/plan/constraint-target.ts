import { foldPath } from '../path/fold-path.ts';
import { compileGlob, type Glob, matchGlob } from '../policy/glob.ts';
import { fail, ok, type Result } from '../result.ts';

/** Whether a constraint on files speaks of a path of the workspace. */
export type ConcernsPath = (path: string) => boolean;

/**
 * Reads the target of a constraint on files: a glob in the dialect of paths, relative to the workspace, or a folder with all
 * below it.
 *
 * What is forbidden is compared as it stands and as the most forgiving file system would (`foldPath`), so that `SRC/a.ts` is
 * `src/a.ts`; without a slash it is forbidden in every folder (`*.pem`). What is demanded counts as it stands only. A pattern
 * that could never fit, since no path of a workspace is written so (`/src`, `./src`, `../src`), is refused rather than idle.
 * A failure is a phrase `found …, want …`.
 */
export function readConstraintTarget(
  pattern: string,
  { forbids }: { readonly forbids: boolean },
): Result<ConcernsPath, string> {
  const folder = pattern.endsWith('/') ? pattern.slice(0, -1) : pattern;
  const names = folder.split('/');
  if (names.includes('.') || names.includes('..') || folder.startsWith('/') || folder.includes('\\'))
    return fail('found a pattern that fits no path of a workspace, want one relative to it');
  const isAnywhere = forbids && names.length === 1;
  const globs: Glob[] = [];
  for (const text of forbids ? [folder, foldPath(`/${folder}`).slice(1)] : [folder]) {
    for (const one of [text, `${text}/**`, ...(isAnywhere ? [`**/${text}`, `**/${text}/**`] : [])]) {
      const glob = compileGlob(one, 'path');
      if (!glob.ok) return fail(glob.failure);
      globs.push(glob.value);
    }
  }
  const concerns = (path: string): boolean => globs.some((glob) => matchGlob(glob, path) !== 'no');
  return ok((path) => concerns(path) || (forbids && concerns(foldPath(`/${path}`).slice(1))));
}
