/**
 * Finds the name that was probably meant: the closest by edit distance, at most a third of its letters away.
 *
 * Null when nothing is close. Swapped neighbours count as one edit, as they are one slip of the fingers.
 */
export function nearestName(typed: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(name.length, typed.length) / 3));
    if (distance <= allowed && distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Names are short: longer ones are not compared, so the cost is bounded. */
const MAX_LENGTH = 64;

function editDistance(left: string, right: string): number {
  if (left.length > MAX_LENGTH || right.length > MAX_LENGTH) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      current.push(cell({ left, right, rows, current, row, column }));
    }
    rows.push(current);
  }
  return rows[left.length]?.[right.length] ?? Number.POSITIVE_INFINITY;
}

type Cell = {
  readonly left: string;
  readonly right: string;
  readonly rows: readonly (readonly number[])[];
  readonly current: readonly number[];
  readonly row: number;
  readonly column: number;
};

function cell({ left, right, rows, current, row, column }: Cell): number {
  const at = (above: number, beside: number): number => rows[row - above]?.[column - beside] ?? 0;
  const same = left[row - 1] === right[column - 1];
  const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
  const edits = Math.min(at(1, 0) + 1, (current[column - 1] ?? 0) + 1, at(1, 1) + (same ? 0 : 1));
  return swapped ? Math.min(edits, at(2, 2) + 1) : edits;
}
