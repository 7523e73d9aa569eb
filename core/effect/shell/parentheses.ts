/** Where a search for a closing parenthesis ended: at it, or nowhere within what was looked at. */
export type ParenthesisSearch = { readonly end: number | null; readonly looked: number };

/**
 * Finds the parenthesis that closes the one at `start`, quotes and comments aside, in at most `most` characters.
 *
 * It only tells arithmetic, `((…))`, from nested subshells, as shells do: by whether the last two close together.
 */
export function closingParenthesis(text: string, start: number, most: number): ParenthesisSearch {
  const limit = Math.min(text.length, start + most);
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === "'" || character === '"') at = skipQuote(text, at, limit);
    else if (character === '#' && isCommentStart(text, at)) at = endOfLine(text, at);
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return { end: at, looked: at - start };
  }
  return { end: null, looked: limit - start };
}

/** The place of the quote that closes the one at `start`; `start` itself when none does. */
function skipQuote(text: string, start: number, limit: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < limit; at++) {
    if (text.charAt(at) === quote) return at;
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
  }
  return start;
}

function isCommentStart(text: string, at: number): boolean {
  return ' \t\n;'.includes(text.charAt(at - 1));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
