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

/** What `printf` prints; its format is used again while there are arguments. `UNKNOWN` where it cannot be told. */
export function formatPrintf(args: readonly string[]): string {
  let start = 0;
  if (args[0] === '-v') return '';
  if (args[0] === '--') start = 1;
  const [format = '', ...values] = args.slice(start);
  let result = '';
  let used = 0;
  for (let round = 0; round < 64; round++) {
    const before = used;
    result += escapesOfEcho(format).replaceAll('%%', '\uE001');
    for (let at = result.indexOf('%'); at >= 0; at = result.indexOf('%', at)) {
      let end = at + 1;
      while (end < result.length && '-+ #0123456789.*'.includes(result.charAt(end))) end += 1;
      const conversion = result.charAt(end);
      if (conversion === '' || !(PLAIN + NUMERIC).includes(conversion)) return UNKNOWN;
      const value = values[used] ?? '';
      used += 1;
      const printed = conversion === 'b' ? escapesOfEcho(value) : conversion === 'c' ? value.slice(0, 1) : value;
      result = result.slice(0, at) + printed.replaceAll('%', '\uE001') + result.slice(end + 1);
    }
    if (used === before || used >= values.length) break;
  }
  return result.replaceAll('\uE001', '%');
}
