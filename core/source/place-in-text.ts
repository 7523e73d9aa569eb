import type { SyntaxProblem } from './source-outline.ts';

/**
 * Names a problem by the line and column of an offset in code units, both from 1.
 *
 * A line ends with a line feed; a carriage return before it belongs to the line. Linear in the offset.
 */
export function problemAt(text: string, at: number, message: string): SyntaxProblem {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: at - start + 1, message };
}
