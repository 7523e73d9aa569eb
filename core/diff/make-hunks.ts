import { changedPart } from './changed-part.ts';
import { MAX_DIFF_HUNKS, MAX_DIFF_LINE_BYTES } from './diff-limits.ts';
import { fromLatin, latin } from './diff-lines.ts';
import { type LineRanges, matchLines } from './match-lines.ts';
import { measureLines, splitLines } from './text-lines.ts';

/** Old lines that are replaced by new ones: indices from 0, ends excluded. */
type Edit = LineRanges;

const NOTE = fromLatin('\n\\ No newline at end of file\n');
const NEWLINE = 0x0a;

/** Most lines that are matched, of each of two contents. */
const MAX_MATCHED = 1_000_000;

/**
 * Writes the hunks that lead from one content to another, with so many lines of context, as pieces; none where they are equal, and
 * null where that is more than a diff holds: hunks past the bound, a line that is too long, or a million lines from the first
 * change to the last.
 */
export function makeHunks(before: Uint8Array, after: Uint8Array, contextLines: number): readonly Uint8Array[] | null {
  const part = changedPart(before, after, contextLines);
  if (isTooLarge(part.old) || isTooLarge(part.new)) return null;
  const texts = { old: splitLines(part.old), new: splitLines(part.new), linesBefore: part.linesBefore };
  const groups = groupsOf(editsOf(texts), contextLines);
  if (groups.length > MAX_DIFF_HUNKS) return null;
  const parts: Uint8Array[] = [];
  let moved = 0;
  for (const group of groups) moved += writeHunk(parts, { ...texts, group, contextLines, moved });
  return parts;
}

function isTooLarge(content: Uint8Array): boolean {
  const { count, longest } = measureLines(content);
  return count > MAX_MATCHED || longest > MAX_DIFF_LINE_BYTES;
}

type Texts = { readonly old: readonly Uint8Array[]; readonly new: readonly Uint8Array[]; readonly linesBefore: number };

/** The edits between two texts, in order. */
function editsOf({ old, new: fresh }: Texts): readonly Edit[] {
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly Uint8Array[]): readonly number[] => lines.map((line) => numberOf(line, numbers));
  const { removed, added } = matchLines(numbered(old), numbered(fresh));
  const edits: Edit[] = [];
  for (let x = 0, y = 0; x < removed.length || y < added.length; x++, y++) {
    const [oldFrom, newFrom] = [x, y];
    while (removed[x] === 1) x++;
    while (added[y] === 1) y++;
    if (oldFrom < x || newFrom < y) edits.push({ oldFrom, oldTo: x, newFrom, newTo: y });
  }
  return edits;
}

function numberOf(line: Uint8Array, numbers: Map<string, number>): number {
  const text = latin(line);
  const known = numbers.get(text) ?? numbers.size;
  numbers.set(text, known);
  return known;
}

/** Edits whose contexts meet stand in one hunk. */
function groupsOf(edits: readonly Edit[], contextLines: number): readonly (readonly Edit[])[] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (last !== undefined && edit.oldFrom - last.oldTo <= 2 * contextLines) group?.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

type Group = Texts & { readonly group: readonly Edit[]; readonly contextLines: number; readonly moved: number };

/** Writes one hunk, and answers by how many lines it moves what follows. */
function writeHunk(parts: Uint8Array[], { old, new: fresh, linesBefore, group, contextLines, moved }: Group): number {
  const first = group[0] as Edit;
  const last = group.at(-1) as Edit;
  const from = Math.max(0, first.oldFrom - contextLines);
  const to = Math.min(old.length, last.oldTo + contextLines);
  const growth = last.newTo - last.oldTo - (first.newFrom - first.oldFrom);
  const [oldRange, newRange] = [
    rangeText(linesBefore + from, to - from),
    rangeText(linesBefore + from + moved, to - from + growth),
  ];
  parts.push(fromLatin(`@@ -${oldRange} +${newRange} @@\n`));
  let at = from;
  for (const { oldFrom, oldTo, newFrom, newTo } of group) {
    writeLines(parts, ' ', old.slice(at, oldFrom));
    writeLines(parts, '-', old.slice(oldFrom, oldTo));
    writeLines(parts, '+', fresh.slice(newFrom, newTo));
    at = oldTo;
  }
  writeLines(parts, ' ', old.slice(at, to));
  return growth;
}

/** A count of one is left out; no lines stand behind the line before them. */
function rangeText(from: number, count: number): string {
  if (count === 1) return String(from + 1);
  return `${count === 0 ? from : from + 1},${count}`;
}

function writeLines(parts: Uint8Array[], mark: string, lines: readonly Uint8Array[]): void {
  for (const line of lines) {
    parts.push(fromLatin(mark), line);
    if (line.at(-1) !== NEWLINE) parts.push(NOTE);
  }
}
