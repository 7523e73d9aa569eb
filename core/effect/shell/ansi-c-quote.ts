const LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['E', '\u001b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** Digits that may follow `\x`, `\u`, `\U` and `\`, and their base. */
const NUMBERS: ReadonlyMap<string, { readonly most: number; readonly base: number }> = new Map([
  ['x', { most: 2, base: 16 }],
  ['u', { most: 4, base: 16 }],
  ['U', { most: 8, base: 16 }],
]);

/**
 * Reads what stands between `$'` and `'` at `start`: its value with the escapes of POSIX.1-2024 resolved, and where the text
 * goes on. Null when the quote does not close.
 */
export function readAnsiCQuote(text: string, start: number): { readonly value: string; readonly end: number } | null {
  let value = '';
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at);
    if (character === "'") return { value: untilNul(value), end: at + 1 };
    if (character !== '\\') {
      value += character;
      at += 1;
      continue;
    }
    const escape = readEscape(text, at + 1);
    value += escape.value;
    at = escape.end;
  }
  return null;
}

/** A shell's texts end at a NUL, whatever stands behind it in the quotes. */
function untilNul(value: string): string {
  const nul = value.indexOf('\0');
  return nul < 0 ? value : value.slice(0, nul);
}

function readEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const letter = text.charAt(at);
  const known = LETTERS.get(letter);
  if (known !== undefined) return { value: known, end: at + 1 };
  const number = NUMBERS.get(letter);
  if (number !== undefined) return readNumber(text, at + 1, number);
  if (isDigit(letter, 8)) return readNumber(text, at, { most: 3, base: 8 });
  return { value: letter, end: at + 1 };
}

function readNumber(
  text: string,
  start: number,
  { most, base }: { readonly most: number; readonly base: number },
): { readonly value: string; readonly end: number } {
  let end = start;
  while (end < start + most && isDigit(text.charAt(end), base)) end += 1;
  const point = Number.parseInt(text.slice(start, end), base);
  return { value: point <= 0x10_ffff ? String.fromCodePoint(point) : '', end };
}

function isDigit(character: string, base: number): boolean {
  return character !== '' && '0123456789abcdef'.slice(0, base).includes(character.toLowerCase());
}
