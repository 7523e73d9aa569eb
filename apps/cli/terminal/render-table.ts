import { displayWidth, stripStyle } from './display-width.ts';
import { roomOf, type Terminal } from './terminal.ts';
import { cutLines, wrapWords } from './wrap-text.ts';

/** A table: a heading for each column, and rows with a cell for each. Cells hold one line and may be styled. */
export type Table = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly heading?: (text: string) => string;
  /** Where it is shown. */
  readonly page: Pick<Terminal, 'output'>;
};

const GAP = 2;
/** A word is never cut in a column of this width: ids, times and most names stay whole, to be copied. */
const WHOLE_WORD = 36;

/**
 * Writes a table with columns aligned by the width that is seen, two spaces apart. No line ends in a space.
 *
 * Nothing is ever cut off. In a terminal no line is wider than it: the widest columns are folded, and where that would cut words
 * apart each row becomes a block with a line for each cell. Elsewhere, as in a pipe, a row is one line.
 */
export function renderTable({ headings, rows, heading = (text) => text, page: { output } }: Table): string {
  const room = roomOf(output);
  const all = [headings, ...rows];
  const natural = headings.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  const least = headings.map((_, column) => Math.max(...all.map((row) => leastWidth(row[column] ?? ''))));
  if (widthOf(least) > room) return renderBlocks({ headings, rows, heading, room });
  const widths = shrink(natural, { least, room });
  const [first = '', ...rest] = all.map((row) => writeRow(row, widths));
  return [heading(first), ...rest].join('\n');
}

/** Fills a text with spaces up to a width that is seen. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

/** How narrow a cell may become: its longest word stays whole, unless that is very long. */
function leastWidth(cell: string): number {
  return Math.min(WHOLE_WORD, Math.max(...cell.split(' ').map(displayWidth)));
}

/** Takes from the widest column that may give, one after the other, until the row fits. */
function shrink(
  natural: readonly number[],
  { least, room }: { readonly least: readonly number[]; readonly room: number },
): readonly number[] {
  const widths = [...natural];
  for (let over = widthOf(widths) - room; over > 0; over--) {
    let widest = -1;
    for (const [column, width] of widths.entries())
      if (width > (least[column] ?? 0) && width > (widths[widest] ?? 0)) widest = column;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function writeRow(row: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => fold(row[column] ?? '', width));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => padEnd(lines[at] ?? '', widths[column] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd(),
  ).join('\n');
}

/** A styled cell that does not fit loses its styling: it would go on over the columns beside it. */
function fold(cell: string, width: number): readonly string[] {
  if (displayWidth(cell) <= width) return [cell];
  return cutLines(wrapWords(stripStyle(cell), { columns: width }), width);
}

/** Each row as lines of its own, with the heading before each cell that holds something. */
function renderBlocks({
  headings,
  rows,
  heading,
  room,
}: Required<Pick<Table, 'headings' | 'rows' | 'heading'>> & { readonly room: number }): string {
  const margin = Math.max(...headings.map(displayWidth)) + GAP;
  const block = (row: readonly string[]): string =>
    headings
      .flatMap((name, column) => {
        const cell = row[column] ?? '';
        if (cell === '') return [];
        return fold(cell, room - margin).map(
          (line, at) =>
            (at === 0 ? heading(name) + ' '.repeat(margin - displayWidth(name)) : ' '.repeat(margin)) + line,
        );
      })
      .join('\n');
  return rows.map(block).join('\n\n');
}
