const LONGEST_WORD = 1_024;

/** A word of a shell's line, without its quotes, and where it begins. */
export type Word = { readonly text: string; readonly start: number };

/** Words as a shell has them: between blanks, with quotes taken off; what stands in quotes is one word. */
export function wordsOf(text: string, from: number, until: number): readonly Word[] {
  const words: Word[] = [];
  for (let at = from; at < until; ) {
    if (' \t\r\n\\'.includes(text.charAt(at))) {
      at += 1;
      continue;
    }
    const { end, word } = wordAt(text, at, until);
    words.push(word);
    at = end;
  }
  return words;
}

function wordAt(text: string, from: number, until: number): { readonly end: number; readonly word: Word } {
  let quote = '';
  let end = from;
  for (; end < until && end - from < LONGEST_WORD; end++) {
    const character = text.charAt(end);
    if (quote === '' && ' \t\r\n'.includes(character)) break;
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  const whole = text.slice(from, end);
  const first = whole.charAt(0);
  const isQuoted = (first === '"' || first === "'") && whole.length > 1;
  const closing = isQuoted ? whole.indexOf(first, 1) : -1;
  if (closing > 0) return { end, word: { text: whole.slice(1, closing), start: from + 1 } };
  return { end, word: withoutInnerQuotes(whole, from) };
}

/** `user:'password'`: quotes inside a word enclose its last part. */
function withoutInnerQuotes(whole: string, start: number): Word {
  const last = whole.charAt(whole.length - 1);
  const text = last === '"' || last === "'" ? whole.slice(0, -1) : whole;
  return { text, start };
}
