import { matchShortest } from './match-shortest.ts';

/** Which lines of two texts have no partner in the other; 1 for each such line. The others are partners in order. */
export type Unmatched = { readonly removed: Uint8Array; readonly added: Uint8Array };

/** A range of old lines and one of new lines, ends excluded. */
export type LineRanges = {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
};

/** How much is compared for one pair of texts, and how often a range is split: past them it is replaced as a whole. */
export type MatchLimits = { readonly maxSteps: number; readonly maxDepth: number };

const LIMITS: MatchLimits = { maxSteps: 20_000_000, maxDepth: 24 };

/** What lines are matched with: texts as numbers, equal for equal lines, and what is found. */
export type Matching = Unmatched & {
  readonly old: readonly number[];
  readonly new: readonly number[];
  readonly steps: { left: number };
};

/**
 * Matches the lines of two texts, given as numbers that are equal for equal lines.
 *
 * Lines that stand once in both split the texts (patience diff, B. Cohen), and what lies between is matched by the shortest
 * edit script (E. Myers, 1986). Bounded: after 20 million comparisons, or 1,000 edits between two splits, a range is replaced as
 * a whole. What is found is always a way from one text to the other, at worst not the shortest.
 */
export function matchLines(
  old: readonly number[],
  fresh: readonly number[],
  { maxSteps, maxDepth }: MatchLimits = LIMITS,
): Unmatched {
  const removed = new Uint8Array(old.length);
  const added = new Uint8Array(fresh.length);
  const matching: Matching = { old, new: fresh, removed, added, steps: { left: maxSteps } };
  matchRanges(matching, { oldFrom: 0, oldTo: old.length, newFrom: 0, newTo: fresh.length }, maxDepth);
  return { removed, added };
}

function matchRanges(matching: Matching, ranges: LineRanges, depth: number): void {
  const inner = withoutEnds(matching, ranges);
  const { oldFrom, oldTo, newFrom, newTo } = inner;
  if (oldFrom === oldTo || newFrom === newTo) return replace(matching, inner);
  matching.steps.left -= oldTo - oldFrom + newTo - newFrom;
  const anchors = depth === 0 || matching.steps.left < 0 ? [] : anchorsOf(matching, inner);
  if (anchors.length === 0) {
    if (!matchShortest(matching, inner)) replace(matching, inner);
    return;
  }
  let from = { oldFrom, newFrom };
  for (const [oldAt, newAt] of anchors) {
    matchRanges(matching, { ...from, oldTo: oldAt, newTo: newAt }, depth - 1);
    from = { oldFrom: oldAt + 1, newFrom: newAt + 1 };
  }
  matchRanges(matching, { ...from, oldTo, newTo }, depth - 1);
}

/** What is left of two ranges without the lines that they begin and end with alike. */
function withoutEnds({ old, new: fresh }: Matching, ranges: LineRanges): LineRanges {
  let { oldFrom, oldTo, newFrom, newTo } = ranges;
  while (oldFrom < oldTo && newFrom < newTo && old[oldFrom] === fresh[newFrom]) {
    oldFrom++;
    newFrom++;
  }
  while (oldFrom < oldTo && newFrom < newTo && old[oldTo - 1] === fresh[newTo - 1]) {
    oldTo--;
    newTo--;
  }
  return { oldFrom, oldTo, newFrom, newTo };
}

function replace({ removed, added }: Matching, { oldFrom, oldTo, newFrom, newTo }: LineRanges): void {
  removed.fill(1, oldFrom, oldTo);
  added.fill(1, newFrom, newTo);
}

type Anchor = readonly [oldAt: number, newAt: number];

/** Lines that stand once in both ranges, as many as stand in the same order in both. */
function anchorsOf({ old, new: fresh }: Matching, { oldFrom, oldTo, newFrom, newTo }: LineRanges): readonly Anchor[] {
  const inOld = placesOf(old, oldFrom, oldTo);
  const inNew = placesOf(fresh, newFrom, newTo);
  const pairs: Anchor[] = [];
  for (const [line, oldAt] of inOld) {
    const newAt = inNew.get(line) ?? REPEATED;
    if (oldAt !== REPEATED && newAt !== REPEATED) pairs.push([oldAt, newAt]);
  }
  return longestRise(pairs.toSorted(([one], [other]) => one - other));
}

const REPEATED = -1;

/** Where each line stands, or that it stands more than once. */
function placesOf(lines: readonly number[], from: number, to: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const line = lines[at] as number;
    places.set(line, places.has(line) ? REPEATED : at);
  }
  return places;
}

/** The longest run of pairs, not next to each other, of which the second numbers rise too (patience sorting). */
function longestRise(pairs: readonly Anchor[]): readonly Anchor[] {
  const tops: number[] = [];
  const before: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let low = 0;
    for (let high = tops.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] as number] as Anchor)[1] < value) low = middle + 1;
      else high = middle;
    }
    before.push(tops[low - 1] ?? -1);
    tops[low] = index;
  }
  const rise: Anchor[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = before[index] as number) rise.push(pairs[index] as Anchor);
  return rise.toReversed();
}
