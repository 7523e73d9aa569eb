/** One line of a difference; numbers count from 1, null where the line is not in that text. */
export type DiffLine = {
  readonly kind: 'same' | 'added' | 'removed' | 'hunk';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
};

const MAX_CELLS = 4_000_000;

/** What differs between two texts, line by line. Texts that are too large to compare are all removed, then all added. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, next] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start++;
  let end = 0;
  while (end < old.length - start && end < next.length - start && old.at(-1 - end) === next.at(-1 - end)) end++;
  const middle = changes(old.slice(start, old.length - end), next.slice(start, next.length - end));
  const kinds = [...Array<'same'>(start).fill('same'), ...middle, ...Array<'same'>(end).fill('same')];
  return numbered(kinds, { old, next });
}

/** Reads unified diff text (git's or patch's) into lines with their numbers. */
export function readUnifiedDiff(text: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let [before, after] = [0, 0];
  for (const line of text.split('\n')) {
    const place = /^@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})/.exec(line);
    if (place !== null) {
      [before, after] = [Number(place[1]), Number(place[2])];
      lines.push({ kind: 'hunk', text: line, before: null, after: null });
    } else if (before === 0 && after === 0) lines.push({ kind: 'hunk', text: line, before: null, after: null });
    else if (line.startsWith('+')) lines.push({ kind: 'added', text: line.slice(1), before: null, after: after++ });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text: line.slice(1), before: before++, after: null });
    else lines.push({ kind: 'same', text: line.slice(1), before: before++, after: after++ });
  }
  return lines;
}

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

type Kind = 'same' | 'added' | 'removed';

/** The longest common subsequence, by the table of its lengths. */
function changes(old: readonly string[], next: readonly string[]): readonly Kind[] {
  const width = next.length + 1;
  if (old.length * next.length > MAX_CELLS) {
    return [...Array<Kind>(old.length).fill('removed'), ...Array<Kind>(next.length).fill('added')];
  }
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = next.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        old[row] === next[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const kinds: Kind[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < next.length) {
    if (row < old.length && column < next.length && old[row] === next[column]) {
      kinds.push('same');
      row++;
      column++;
    } else if (column >= next.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      kinds.push('removed');
      row++;
    } else {
      kinds.push('added');
      column++;
    }
  }
  return kinds;
}

function numbered(
  kinds: readonly Kind[],
  { old, next }: { readonly old: readonly string[]; readonly next: readonly string[] },
): readonly DiffLine[] {
  let [before, after] = [0, 0];
  return kinds.map((kind) => {
    if (kind === 'added') return { kind, text: next[after] ?? '', before: null, after: ++after };
    const text = old[before] ?? '';
    if (kind === 'removed') return { kind, text, before: ++before, after: null };
    return { kind, text, before: ++before, after: ++after };
  });
}
