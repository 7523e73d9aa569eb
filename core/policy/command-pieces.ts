/** Characters that may end one simple command and begin another. */
const ENDS = ';&|\n\r()<>`{}$';

/**
 * Cuts a shell text wherever a simple command could begin, for restrictions only: quotes are not read, so there may be more
 * pieces than commands, never fewer. Blanks are collapsed and trimmed; equal and empty pieces are dropped.
 *
 * The whole text, blanks collapsed, is the first piece. Linear in the text.
 */
export function commandPieces(text: string): readonly string[] {
  const pieces = new Set<string>();
  const whole = collapseBlanks(text);
  if (whole !== '') pieces.add(whole);
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    if (index < text.length && !ENDS.includes(text.charAt(index))) continue;
    const piece = start === 0 && index === text.length ? '' : collapseBlanks(text.slice(start, index));
    if (piece !== '') pieces.add(piece);
    start = index + 1;
  }
  return [...pieces];
}

function collapseBlanks(text: string): string {
  if (!text.includes('  ') && !text.includes('\t')) return text.trim();
  let result = '';
  let pending = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const isBlank = character === ' ' || character === '\t';
    if (!isBlank) {
      result += pending ? ` ${character}` : character;
    }
    pending = isBlank && (pending || result !== '');
  }
  return result.trim();
}
