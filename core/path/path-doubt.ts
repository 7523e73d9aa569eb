import { isDriveLetter, isInvisible } from './fold-path.ts';
import { hidesPath } from './hidden-path.ts';
import { hasLookAlikeSlash, hasMixedLetters } from './look-alike.ts';

/**
 * Why people and programs could read this path differently, in words; null when they could not: invisible or control
 * characters, a backslash, a drive letter, look-alikes of a slash, a word of mixed alphabets, a path hidden in escapes.
 *
 * For paths of any tool, which are asked about. What a file tool of our own refuses outright is in `parseWorkspacePath`.
 */
export function pathDoubt(path: string): string | null {
  if (path.includes('\\')) return 'a path with a backslash';
  if (isDriveLetter(path)) return 'a path with a drive letter';
  for (let index = 0; index < path.length; index++) {
    if (isInvisible(path.charCodeAt(index))) return 'a path with invisible characters';
  }
  if (hasLookAlikeSlash(path)) return 'a path with a character that looks like a slash';
  if (hasMixedLetters(path)) return 'a path with letters of one alphabet among those of another';
  return hidesPath(path) ? 'a path that leads elsewhere once its escapes are decoded' : null;
}
