import { UNKNOWN } from './argument.ts';

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** Resolves the escapes of `echo -e`, `printf` and `tr`: letters, `\0NNN`, `\NNN`, `\xHH`. */
export function escapesOfEcho(text: string): string {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\' || at + 1 >= text.length) {
      result += text.charAt(at);
      continue;
    }
    const { value, length } = escapeAt(text, at + 1);
    result += value;
    at += length;
  }
  return result;
}

function escapeAt(text: string, at: number): { readonly value: string; readonly length: number } {
  const letter = text.charAt(at);
  if (letter === 'x') {
    const digits = digitsAt(text, at + 1, { most: 2, allowed: '0123456789abcdefABCDEF' });
    return digits === ''
      ? { value: '\\x', length: 1 }
      : { value: String.fromCharCode(Number.parseInt(digits, 16)), length: 1 + digits.length };
  }
  if (letter >= '0' && letter <= '7') {
    const digits = digitsAt(text, at, { most: letter === '0' ? 4 : 3, allowed: '01234567' });
    return { value: String.fromCharCode(Number.parseInt(digits, 8) & 0xff), length: digits.length };
  }
  const known = LETTERS.get(letter);
  return known === undefined ? { value: `\\${letter}`, length: 1 } : { value: known, length: 1 };
}

function digitsAt(
  text: string,
  start: number,
  { most, allowed }: { readonly most: number; readonly allowed: string },
): string {
  let end = start;
  while (end < text.length && end - start < most && allowed.includes(text.charAt(end))) end += 1;
  return text.slice(start, end);
}

/** Conversions of `printf` that print their argument as it is, as far as a text is concerned. */
const PLAIN = 'sbq';
const NUMERIC = 'diouxXeEfgGc';

/** Rounds in which a format is used again; what would be printed after them is not known. */
const MAX_ROUNDS = 64;

/** What `printf` prints; its format is used again while there are arguments. `UNKNOWN` where it cannot be told. */
export function formatPrintf(args: readonly string[]): string {
  const [format = '', ...values] = args[0] === '--' ? args.slice(1) : args;
  const pieces = piecesOf(escapesOfEcho(format));
  if (pieces === null) return UNKNOWN;
  const taking = pieces.filter(({ conversion }) => conversion !== '').length;
  const rounds = taking === 0 ? 1 : Math.max(1, Math.ceil(values.length / taking));
  let result = '';
  let used = 0;
  for (let round = 0; round < Math.min(rounds, MAX_ROUNDS); round++) {
    for (const { text, conversion } of pieces) {
      result += text;
      if (conversion !== '') result += converted(values[used++] ?? '', conversion);
    }
  }
  return rounds > MAX_ROUNDS ? result + UNKNOWN : result;
}

/** Text, and the conversion behind it; none at the end of the format. */
type Piece = { readonly text: string; readonly conversion: string };

function piecesOf(format: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  let text = '';
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== '%') text += format.charAt(at);
    else if (format[at + 1] === '%') {
      text += '%';
      at += 1;
    } else {
      at += 1;
      while ('-+ #0123456789.*'.includes(format.charAt(at)) && at < format.length) at += 1;
      const conversion = format.charAt(at);
      if (conversion === '' || !(PLAIN + NUMERIC).includes(conversion)) return null;
      pieces.push({ text, conversion });
      text = '';
    }
  }
  return [...pieces, { text, conversion: '' }];
}

function converted(value: string, conversion: string): string {
  if (conversion === 'b') return escapesOfEcho(value);
  return conversion === 'c' ? value.slice(0, 1) : value;
}
