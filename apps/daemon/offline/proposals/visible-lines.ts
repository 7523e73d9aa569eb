import { printable } from '../../../../core/output/printable.ts';

/** Longer than any rule that can be proposed: nothing that is asked about is cut off. */
const MAX_LINE = 100_000;

/** Text for a terminal, line by line: an agent chose parts of it, and nothing in it may hide, move or colour anything. */
export function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, MAX_LINE))
    .join('\n');
}
