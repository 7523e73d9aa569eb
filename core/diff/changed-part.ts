import { endOfLine, measureLines } from './text-lines.ts';

const NEWLINE = 0x0a;

/** The part of two contents between what both begin and end with, in whole lines, and how many lines stand before it. */
export type ChangedPart = { readonly linesBefore: number; readonly old: Uint8Array; readonly new: Uint8Array };

/**
 * Cuts away what two contents begin and end with alike, but for so many lines of context on both sides. Linear, and takes no room:
 * a large file with a small change costs little.
 */
export function changedPart(old: Uint8Array, fresh: Uint8Array, contextLines: number): ChangedPart {
  const shorter = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shorter && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const start = linesBack(old, head, contextLines);
  const left = tail - lengthOfLines(old, old.length - tail, contextLines + 1);
  return {
    linesBefore: measureLines(old.subarray(0, start)).count,
    old: old.subarray(start, old.length - left),
    new: fresh.subarray(start, fresh.length - left),
  };
}

/** Where the line begins that stands so many lines before the one of this byte. */
function linesBack(content: Uint8Array, at: number, lines: number): number {
  let start = startOfLine(content, at);
  for (let left = lines; left > 0 && start > 0; left--) start = startOfLine(content, start - 1);
  return start;
}

function startOfLine(content: Uint8Array, at: number): number {
  return at === 0 ? 0 : content.lastIndexOf(NEWLINE, at - 1) + 1;
}

/** How many bytes follow up to the end of so many lines. */
function lengthOfLines(content: Uint8Array, from: number, lines: number): number {
  let end = from;
  for (let left = lines; left > 0 && end < content.length; left--) end = endOfLine(content, end);
  return end - from;
}
