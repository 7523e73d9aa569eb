import type { Style } from '../terminal/style.ts';

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

const CONTEXT_LINES = 2;

/** Texts are settings files; where they are longer the lines in the middle are shown as taken out and put in, whole. */
const MAX_CELLS = 4_000_000;

/** Shows how a text changes, line by line: taken out in red, put in in green, with two unchanged lines around each change. */
export function showDiff(before: string, after: string, style: Style): string {
  const lines = compare(linesOf(before), linesOf(after));
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ sign }) => sign !== ' ');
  const shown: string[] = [];
  let isCut = false;
  for (const [at, { sign, text }] of lines.entries()) {
    if (!isNear(at)) {
      isCut = true;
      continue;
    }
    if (isCut) shown.push(style.dim('  …'));
    isCut = false;
    shown.push(paint(sign, style)(`${sign} ${text}`));
  }
  return shown.join('\n');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.trimEnd().split('\n');
}

/** The shortest list of changes, by the longest common subsequence of what is between the common head and tail. */
function compare(old: readonly string[], fresh: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  const room = Math.min(old.length, fresh.length) - start;
  while (end < room && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const middle = align(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)];
}

function align(old: readonly string[], fresh: readonly string[]): readonly Line[] {
  if (old.length * fresh.length > MAX_CELLS) return [...old.map(removed), ...fresh.map(added)];
  const common = commonLengths(old, fresh);
  const lines: Line[] = [];
  let [left, right] = [0, 0];
  while (left < old.length && right < fresh.length) {
    const [before, after] = [old[left] ?? '', fresh[right] ?? ''];
    if (before === after) {
      lines.push(same(before));
      left += 1;
      right += 1;
    } else if ((common[left + 1]?.[right] ?? 0) >= (common[left]?.[right + 1] ?? 0)) {
      lines.push(removed(before));
      left += 1;
    } else {
      lines.push(added(after));
      right += 1;
    }
  }
  return [...lines, ...old.slice(left).map(removed), ...fresh.slice(right).map(added)];
}

/** For each pair of places, how many lines the rests have in common at most. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = fresh.length - 1; right >= 0; right--) {
      const isSame = old[left] === fresh[right];
      const down = rows[left + 1]?.[right] ?? 0;
      const across = rows[left]?.[right + 1] ?? 0;
      const row = rows[left];
      if (row !== undefined) row[right] = isSame ? (rows[left + 1]?.[right + 1] ?? 0) + 1 : Math.max(down, across);
    }
  }
  return rows;
}

function paint(sign: Line['sign'], style: Style): (text: string) => string {
  if (sign === ' ') return style.dim;
  return sign === '-' ? style.red : style.green;
}

function same(text: string): Line {
  return { sign: ' ', text };
}

function removed(text: string): Line {
  return { sign: '-', text };
}

function added(text: string): Line {
  return { sign: '+', text };
}
