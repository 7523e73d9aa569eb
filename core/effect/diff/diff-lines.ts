/** The lines of a diff, and the one that is read next. */
export type DiffLines = { readonly lines: readonly string[]; at: number };

/** Opens the lines of a text. */
export function openLines(text: string): DiffLines {
  return { lines: text.split('\n'), at: 0 };
}

/** The line to be read next, as a header: without the carriage return of another system. Null at the end. */
export function headerAt({ lines, at }: DiffLines): string | null {
  const line = lines[at];
  if (line === undefined) return null;
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The line after the next, as a header; empty at the end. */
export function headerAfter({ lines, at }: DiffLines): string {
  return headerAt({ lines, at: at + 1 }) ?? '';
}
