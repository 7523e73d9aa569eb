import type { Style } from '../terminal/style.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** A unified diff for people: what goes in red, what comes in green; tabs stay, all else that hides is made visible. */
export function renderDiff(diff: string, style: Style): string {
  const lines = diff.endsWith('\n') ? diff.slice(0, -1).split('\n') : diff.split('\n');
  return lines.map((line) => paintOf(line, style)(visibleLine(line))).join('\n');
}

/** A tab moves the cursor to the right only: it can hide nothing that stands in the line. */
function visibleLine(line: string): string {
  return line
    .split('\t')
    .map((part) => visibleText(part))
    .join('\t');
}

function paintOf(line: string, style: Style): (text: string) => string {
  if (line.startsWith('diff --git ') || line.startsWith('+++ ') || line.startsWith('--- ')) return style.bold;
  if (line.startsWith('@@ ')) return style.cyan;
  if (line.startsWith('+')) return style.green;
  return line.startsWith('-') ? style.red : same;
}

function same(text: string): string {
  return text;
}
