import { characterWidth } from '../terminal/display-width.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** A row of a text as it is drawn, and the row of carets below it; empty where nothing of it is meant. */
export type PointedRow = { readonly shown: string; readonly under: string; readonly line: number };

/** What is pointed at: code units of the text, `end` exclusive. */
type Range = { readonly start: number; readonly end: number };

/** Columns that are kept of what stands before the words meant, where a line does not fit. */
const LEAD = 16;
/** Most rows that are drawn for one place. */
const MAX_ROWS = 8;
const TAB_WIDTH = 4;

/**
 * Draws the part of a text that is meant, with `^~~~` under exactly its characters, as wide as they are seen.
 *
 * A line that fits is shown whole; of a longer one what is meant and a little around it, `…` where something is left out.
 * What a terminal would hide or obey is shown by its code point; a tab is an arrow up to the next stop of four columns, and
 * an arrow in the text is shown by its code point. `missing` is how many characters that are meant did not fit in eight rows.
 */
export function pointAt(
  text: string,
  range: Range,
  { columns }: { readonly columns: number },
): { readonly rows: readonly PointedRow[]; readonly missing: number } {
  const rows: PointedRow[] = [];
  let missing = 0;
  let start = text.lastIndexOf('\n', range.start - 1) + 1;
  let line = countBreaks(text, start) + 1;
  const end = Math.max(range.end, range.start + 1);
  while (start < end && start <= text.length) {
    const stop = lineEnd(text, start);
    const drawn = drawLine(text.slice(start, stop), { start: range.start - start, end: end - start }, columns);
    for (const row of drawn) {
      if (rows.length < MAX_ROWS) rows.push({ ...row, line });
      else missing += row.meant;
    }
    start = stop + 1;
    line += 1;
  }
  return { rows: rows.map(({ shown, under, line: number }) => ({ shown, under, line: number })), missing };
}

function countBreaks(text: string, before: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

function lineEnd(text: string, start: number): number {
  const found = text.indexOf('\n', start);
  return found < 0 ? text.length : found;
}

/** One character as it is drawn. */
type Cell = { readonly shown: string; readonly width: number; readonly isMeant: boolean };

type DrawnRow = { readonly shown: string; readonly under: string; readonly meant: number };

function drawLine(line: string, range: Range, columns: number): readonly DrawnRow[] {
  const cells = cellsOf(line, range);
  const total = cells.reduce((sum, { width }) => sum + width, 0);
  if (total <= columns) return [rowOf(cells, { first: range.start >= 0, prefix: '', suffix: '' })];
  const from = windowStart(cells);
  const lastMeant = cells.findLastIndex(({ isMeant }) => isMeant);
  const rows: DrawnRow[] = [];
  let at = from;
  do {
    const prefix = rows.length === 0 && from > 0 ? '…' : '';
    const next = fill(cells, at, columns - prefix.length - 1);
    const isLast = next > lastMeant;
    const suffix = isLast && next < cells.length ? '…' : '';
    rows.push(rowOf(cells.slice(at, next), { first: rows.length === 0 && range.start >= 0, prefix, suffix }));
    at = next;
  } while (at <= lastMeant);
  return rows;
}

/** Tabs end at stops of the whole line; what begins in mid-character begins with it. */
function cellsOf(line: string, { start, end }: Range): readonly Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  let column = 0;
  for (const character of line) {
    const shown = drawn(character, { line, at, column });
    const width = [...shown].reduce((sum, each) => sum + characterWidth(each), 0);
    const isMeant = at + character.length > start && at < end && !isIndent(cells, character, start < 0);
    cells.push({ shown, width, isMeant });
    at += character.length;
    column += width;
  }
  return cells;
}

/** The indentation of the second and later lines of what is meant is not underlined. */
function isIndent(before: readonly Cell[], character: string, isContinued: boolean): boolean {
  const isBlank = character === ' ' || character === '\t';
  return isContinued && isBlank && !before.some(({ isMeant }) => isMeant);
}

function drawn(
  character: string,
  { line, at, column }: { readonly line: string; readonly at: number; readonly column: number },
): string {
  if (character === '\t') return `→${' '.repeat(TAB_WIDTH - 1 - (column % TAB_WIDTH))}`;
  if (character === '→') return '\\u{2192}';
  return character === '\\' && line.startsWith('\\u{', at) ? '\\u{5c}' : visibleText(character);
}

/** The first cell that is shown of a line that does not fit. */
function windowStart(cells: readonly Cell[]): number {
  let at = Math.max(
    0,
    cells.findIndex(({ isMeant }) => isMeant),
  );
  for (let lead = 0; at > 0; at -= 1) {
    lead += cells[at - 1]?.width ?? 0;
    if (lead > LEAD) break;
  }
  return at;
}

/** Where a row ends that begins at a cell: at least one cell on. */
function fill(cells: readonly Cell[], from: number, columns: number): number {
  let used = 0;
  for (let at = from; at < cells.length; at += 1) {
    used += cells[at]?.width ?? 0;
    if (used > columns && at > from) return at;
  }
  return cells.length;
}

function rowOf(
  cells: readonly Cell[],
  { first, prefix, suffix }: { readonly first: boolean; readonly prefix: string; readonly suffix: string },
): DrawnRow {
  let under = ' '.repeat(prefix.length);
  let isBegun = !first;
  for (const { width, isMeant } of cells) {
    const columns = isMeant && !isBegun ? Math.max(width, 1) : width;
    under += isMeant ? (isBegun ? '~' : '^').padEnd(columns, '~').slice(0, columns) : ' '.repeat(columns);
    isBegun ||= isMeant;
  }
  const shown = `${prefix}${cells.map((cell) => cell.shown).join('')}${suffix}`;
  return { shown, under: under.trimEnd(), meant: cells.filter(({ isMeant }) => isMeant).length };
}
