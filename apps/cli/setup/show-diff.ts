import type { Style } from '../terminal/style.ts';

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

const CONTEXT_LINES = 2;

/** More changes than these are shown as everything taken out and everything put in: nobody reads them one by one. */
const MAX_CHANGES = 2_000;

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

/** The shortest list of changes between what is between the common head and tail. */
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
  const rounds = findRounds(old, fresh);
  return rounds === null ? [...old.map(removed), ...fresh.map(added)] : readBack(rounds, { old, fresh });
}

/**
 * For each number of changes, how far down the old lines one gets on each diagonal (E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986). The work grows with the lines times the changes, so a file with many lines and few changes is quick.
 */
type Rounds = readonly ReadonlyMap<number, number>[];

function findRounds(old: readonly string[], fresh: readonly string[]): Rounds | null {
  const rounds: Map<number, number>[] = [];
  for (let changes = 0; changes <= MAX_CHANGES; changes += 1) {
    const before = rounds.at(-1) ?? new Map([[1, 0]]);
    const reached = new Map<number, number>();
    rounds.push(reached);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let left = startOn(diagonal, { changes, before });
      while (left < old.length && left - diagonal < fresh.length && old[left] === fresh[left - diagonal]) left += 1;
      reached.set(diagonal, left);
      if (left >= old.length && left - diagonal >= fresh.length) return rounds;
    }
  }
  return null;
}

type Before = { readonly changes: number; readonly before: ReadonlyMap<number, number> };

/** Where a diagonal is entered: by a line put in, from the one above it, or by a line taken out, from the one below. */
function startOn(diagonal: number, { changes, before }: Before): number {
  const below = before.get(diagonal - 1) ?? -1;
  const above = before.get(diagonal + 1) ?? -1;
  return isPutIn(diagonal, { changes, before }) ? above : below + 1;
}

function isPutIn(diagonal: number, { changes, before }: Before): boolean {
  if (diagonal === -changes) return true;
  return diagonal !== changes && (before.get(diagonal - 1) ?? -1) < (before.get(diagonal + 1) ?? -1);
}

function readBack(
  rounds: Rounds,
  { old, fresh }: { readonly old: readonly string[]; readonly fresh: readonly string[] },
): readonly Line[] {
  const lines: Line[] = [];
  let [left, right] = [old.length, fresh.length];
  for (let changes = rounds.length - 1; changes > 0; changes -= 1) {
    const before = rounds[changes - 1] ?? new Map<number, number>();
    const diagonal = left - right;
    const isAdded = isPutIn(diagonal, { changes, before });
    const start = startOn(diagonal, { changes, before });
    while (left > start) {
      left -= 1;
      right -= 1;
      lines.push(same(old[left] ?? ''));
    }
    if (isAdded) right -= 1;
    else left -= 1;
    lines.push(isAdded ? added(fresh[right] ?? '') : removed(old[left] ?? ''));
  }
  return [...old.slice(0, left).map(same), ...lines.toReversed()];
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
