/** What an escape stands for, and where the text goes on; `value` is null where it is not known here. */
export type Escape = { readonly value: string | null; readonly end: number };

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
]);

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Reads an escape of a C-like quoted text; `at` is after the backslash. Letters that no language gives a meaning are null,
 * for languages differ on whether the backslash stays.
 */
export function readEscape(text: string, at: number): Escape {
  const letter = text.charAt(at);
  const known = LETTERS.get(letter);
  if (known !== undefined) return { value: known, end: at + 1 };
  const most = NUMBERS.get(letter);
  if (most !== undefined) {
    if (text.charAt(at + 1) === '{') return readBraced(text, at + 2);
    return readDigits(text, at + 1, { most, base: 16 });
  }
  if (letter >= '0' && letter <= '7') return readDigits(text, at, { most: 3, base: 8 });
  const isWord =
    (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter === '8' || letter === '9';
  return { value: isWord || letter === '' ? null : letter, end: at + 1 };
}

function readBraced(text: string, start: number): Escape {
  let end = start;
  while (end < start + 8 && isDigitOf(text.charAt(end), 16)) end += 1;
  if (text.charAt(end) !== '}') return { value: null, end };
  return { value: pointText(text.slice(start, end), 16), end: end + 1 };
}

function readDigits(
  text: string,
  start: number,
  { most, base }: { readonly most: number; readonly base: number },
): Escape {
  let end = start;
  while (end < start + most && isDigitOf(text.charAt(end), base)) end += 1;
  return { value: pointText(text.slice(start, end), base), end };
}

function pointText(digits: string, base: number): string | null {
  const point = Number.parseInt(digits, base);
  return point >= 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : null;
}

function isDigitOf(character: string, base: number): boolean {
  if (character === '') return false;
  const value = '0123456789abcdef'.indexOf(character.toLowerCase());
  return value >= 0 && value < base;
}
