import { expandBraces } from './expand-braces.ts';
import { compileGlob, type GlobDialect, hasWildcard, literalPrefix, matchGlob } from './glob.ts';

/**
 * Tells whether everything that one pattern matches is surely matched by another, in this dialect.
 *
 * Sound, not complete: it claims nothing that it cannot show. It sees equal patterns, literal texts, and a wide pattern that
 * is literal up to a closing `*` (in paths `**`).
 */
export function globCovers(wide: string, narrow: string, dialect: GlobDialect): boolean {
  const wides = expandBraces(wide);
  const narrows = expandBraces(narrow);
  if (!wides.ok || !narrows.ok) return false;
  return narrows.value.every((text) => wides.value.some((pattern) => coversOne(pattern, text, dialect)));
}

function coversOne(wide: string, narrow: string, dialect: GlobDialect): boolean {
  if (wide === narrow) return true;
  const tail = dialect === 'path' ? '**' : '*';
  const prefix = literalPrefix(wide);
  if (wide === prefix + tail) return narrow.startsWith(prefix);
  if (hasWildcard(narrow)) return false;
  const glob = compileGlob(wide, dialect);
  return glob.ok && matchGlob(glob.value, narrow) === 'yes';
}
