const CONTEXT_LINES = 2;

/** Shows how a text becomes another: lines taken out behind `-`, lines put in behind `+`, two unchanged lines around them. */
export function showAddedLines(before: string, after: string): string {
  const [old, next] = [before, after].map((text) => text.split('\n')) as [string[], string[]];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  const room = Math.min(old.length, next.length) - start;
  while (end < room && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const around = (from: number, to: number): string[] => old.slice(Math.max(0, from), Math.max(0, to));
  return [
    `@@ line ${start + 1} @@`,
    ...around(start - CONTEXT_LINES, start).map((line) => `  ${line}`),
    ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...next.slice(start, next.length - end).map((line) => `+ ${line}`),
    ...around(old.length - end, old.length - end + CONTEXT_LINES).map((line) => `  ${line}`),
  ].join('\n');
}
