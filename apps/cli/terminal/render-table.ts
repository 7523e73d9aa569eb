import { displayWidth } from './display-width.ts';

/** A table: a heading for each column, and rows with a cell for each. Cells hold one line and may be styled. */
export type Table = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly heading?: (text: string) => string;
};

/** Writes a table with columns aligned by the width that is seen, two spaces apart; nothing is cut off. No line ends in a space. */
export function renderTable({ headings, rows, heading = (text) => text }: Table): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  const write = (row: readonly string[]): string =>
    row
      .map((cell, column) => padEnd(cell, column === row.length - 1 ? 0 : (widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const [first, ...rest] = all;
  return [heading(write(first ?? [])), ...rest.map(write)].join('\n');
}

/** Fills a text with spaces up to a width that is seen. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
