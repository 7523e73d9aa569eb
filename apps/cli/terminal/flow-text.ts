import { displayWidth } from './display-width.ts';
import type { Terminal } from './terminal.ts';
import { cutLines, wrapWords } from './wrap-text.ts';

/** As much of a terminal as laying out text needs. */
type Page = Pick<Terminal, 'columns'>;

/** Least room for a text beside its head; with less it stands below. */
const NARROW = 20;

/** Breaks a text at spaces, and where it must at exact columns, into lines behind a margin; `hang` more from the second on. */
export function flowText(
  text: string,
  { margin, hang = 0, page }: { readonly margin: number; readonly hang?: number; readonly page: Page },
): readonly string[] {
  const room = page.columns() - margin - hang;
  const lines = cutLines(wrapWords(text, { columns: room }), room);
  return lines.map((line, at) => ' '.repeat(at === 0 ? margin : margin + hang) + line.trimEnd());
}

/** A text beside a head, its later lines under its first. */
export function flowBeside(head: string, text: string, page: Page): readonly string[] {
  const margin = displayWidth(head);
  if (page.columns() - margin < NARROW) return [head.trimEnd(), ...flowText(text, { margin: 6, page })];
  const [first = '', ...rest] = flowText(text, { margin, page });
  return [head + first.slice(margin), ...rest];
}
