/**
 * Pairs the parentheses of a shell text, quotes and comments aside: for each opening one the place of the one that closes it.
 *
 * It only tells arithmetic, `((…))`, from nested subshells, as shells do: by whether the last two close together. Linear.
 */
export function pairParentheses(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === "'" || character === '"') at = skipQuote(text, at);
    else if (character === '#' && isCommentStart(text, at)) at = endOfLine(text, at);
    else if (character === '(') open.push(at);
    else if (character === ')') {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, at);
    }
  }
  return pairs;
}

/** The place of the quote that closes the one at `start`; `start` itself when none does. */
function skipQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === quote) return at;
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
  }
  return start;
}

function isCommentStart(text: string, at: number): boolean {
  return at === 0 || ' \t\n;'.includes(text.charAt(at - 1));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
