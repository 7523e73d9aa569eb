import { characterWidth, displayWidth } from './display-width.ts';

/**
 * Breaks a text into lines that fit, at exact columns: nothing is dropped or added, and an overlong word is cut, not moved.
 *
 * For what an agent wrote: the terminal itself must not wrap it, since a line it wrapped would begin without our margin and could
 * pass for one of ours. The text must hold no styling.
 */
export function cutLines(text: string, columns: number): readonly string[] {
  const width = Math.max(8, columns);
  return text.split('\n').flatMap((line) => cutLine(line, width));
}

function cutLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const character of line) {
    const wide = characterWidth(character);
    if (used + wide > width) {
      lines.push(current);
      current = '';
      used = 0;
    }
    current += character;
    used += wide;
  }
  return [...lines, current];
}

/** Breaks our own prose at single spaces into lines that fit; a word that is too long stands alone. Styling may be in it. */
export function wrapWords(text: string, { columns }: { readonly columns: number }): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(next) > columns) {
      lines.push(line);
      line = word;
    } else line = next;
  }
  return [...lines, line].join('\n');
}
