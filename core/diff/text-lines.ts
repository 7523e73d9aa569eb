const NEWLINE = 0x0a;

/** Where the line that begins here ends, its newline included. */
export function endOfLine(content: Uint8Array, start: number): number {
  const end = content.indexOf(NEWLINE, start);
  return end < 0 ? content.length : end + 1;
}

/** The lines of a content, each with its newline; the last may have none. */
export function splitLines(content: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < content.length; ) {
    const end = endOfLine(content, start);
    lines.push(content.subarray(start, end));
    start = end;
  }
  return lines;
}

/** How many lines a content has, and how long the longest is, its newline included. Takes no room. */
export function measureLines(content: Uint8Array): { readonly count: number; readonly longest: number } {
  let count = 0;
  let longest = 0;
  for (let start = 0; start < content.length; count++) {
    const end = endOfLine(content, start);
    longest = Math.max(longest, end - start);
    start = end;
  }
  return { count, longest };
}
