/** Lines that a change takes away and adds, in order. */
export type ChangedLines = { readonly removed: readonly string[]; readonly added: readonly string[] };

/**
 * The lines of one text that the other does not have, both ways; a line that stands twice here and once there is left over
 * once. The order of lines does not matter, their indentation does. Linear.
 */
export function changedLines(before: string, after: string): ChangedLines {
  const old = linesOf(before);
  const next = linesOf(after);
  return { removed: leftOver(old, next), added: leftOver(next, old) };
}

/**
 * Both texts without what they begin and end with alike, `context` lines around it kept: every change lies in between.
 * Empty where the texts are the same. Linear.
 */
export function changedRegion(
  before: string,
  after: string,
  { context }: { readonly context: number },
): readonly string[] {
  if (before === after) return [];
  const old = linesOf(before);
  const next = linesOf(after);
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  const cut = (lines: readonly string[]): readonly string[] =>
    lines.slice(Math.max(0, start - context), Math.min(lines.length, lines.length - end + context));
  return [...cut(old), ...cut(next)];
}

/** The lines of a text without their ends; none for an empty text. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function leftOver(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    return left === 0;
  });
}
