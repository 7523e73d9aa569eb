/** Expressions of `find` that leave every file of the tree in. */
const WIDE = new Set(['-delete', '-depth', '-xdev', '-mount', '-mindepth', '-maxdepth', '-type', '-print', '-print0']);

/**
 * Tells whether a test in an expression of `find` leaves anything of the trees out that it is started at: a name, a size, an age. A
 * depth or a kind of file is none, as what is left of a folder without its files is nothing. Null is a word that is not known.
 */
export function isNarrowed(expression: readonly (string | null)[]): boolean {
  return expression.some((text) => text !== null && text.length > 2 && text.startsWith('-') && !WIDE.has(text));
}

/** The folders at which `find` begins, as far as they are known, of the words up to its first action. */
export function whereFindBegins(expression: readonly (string | null)[]): readonly string[] {
  const first = expression.findIndex((text) => text !== null && WIDE.has(text));
  const starts = expression.slice(0, first < 0 ? expression.length : first);
  return starts.filter((text) => text !== null && !text.startsWith('-')) as readonly string[];
}
