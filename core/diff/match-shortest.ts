import type { LineRanges, Matching } from './match-lines.ts';

/** Most edits that are searched for. */
const MAX_EDITS = 1_000;

/**
 * Marks the lines that the shortest way from one range to another removes and adds (E. Myers, "An O(ND) difference algorithm",
 * 1986); false, with nothing marked, where that takes more than 1,000 edits or the steps that are left.
 */
export function matchShortest(matching: Matching, ranges: LineRanges): boolean {
  const trace = search(matching, ranges);
  if (trace === null) return false;
  walkBack(matching, ranges, trace);
  return true;
}

/** How far each diagonal was reached, one array per edit; diagonal k of the array of edit d stands at k + d. */
type Trace = readonly Int32Array[];

function search({ old, new: fresh, steps }: Matching, { oldFrom, oldTo, newFrom, newTo }: LineRanges): Trace | null {
  const [height, width] = [oldTo - oldFrom, newTo - newFrom];
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= Math.min(MAX_EDITS, height + width); edits++) {
    const reached = new Int32Array(2 * edits + 1);
    trace.push(reached);
    for (let k = -edits; k <= edits; k += 2) {
      let x = edits === 0 ? 0 : stepTo(trace[edits - 1] as Int32Array, k, edits);
      const start = x;
      while (x < height && x - k < width && old[oldFrom + x] === fresh[newFrom + x - k]) x++;
      steps.left -= 1 + x - start;
      reached[k + edits] = x;
      if (x >= height && x - k >= width) return trace;
    }
    if (steps.left < 0) return null;
  }
  return null;
}

/** Where a diagonal begins after one more edit: a line added where that leads at least as far, else one removed. */
function stepTo(last: Int32Array, k: number, edits: number): number {
  return isAddition(last, k, edits) ? (last[k + edits] as number) : (last[k + edits - 2] as number) + 1;
}

function isAddition(last: Int32Array, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (last[k + edits - 2] as number) < (last[k + edits] as number));
}

function walkBack({ removed, added }: Matching, { oldFrom, oldTo, newFrom, newTo }: LineRanges, trace: Trace): void {
  let x = oldTo - oldFrom;
  let k = x - (newTo - newFrom);
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const last = trace[edits - 1] as Int32Array;
    x = stepTo(last, k, edits);
    if (isAddition(last, k, edits)) {
      added[newFrom + x - k - 1] = 1;
      k++;
    } else {
      removed[oldFrom + x - 1] = 1;
      k--;
    }
  }
}
