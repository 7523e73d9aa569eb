import { fromUtf8, toUtf8 } from '../../encoding/utf8.ts';

const NOWHERE = '/dev/null';
/** What diffs put before names: old and new, index, work tree, commit, object. */
const PREFIXES: ReadonlySet<string> = new Set(['a/', 'b/', 'i/', 'w/', 'c/', 'o/']);
const ESCAPES: { readonly [letter: string]: number } = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** A name as a header has it: null where it cannot be read, `nowhere` where it says that there is no file. */
export type DiffName = { readonly kind: 'path'; readonly path: string } | { readonly kind: 'nowhere' } | null;

/** Reads the name behind `--- ` or `+++ `: in quotes, or up to a tab, after which the time stands. Without its prefix. */
export function nameOfHeader(text: string): DiffName {
  const quoted = text.startsWith('"') ? unquote(text) : null;
  if (text.startsWith('"') && quoted === null) return null;
  const tab = text.indexOf('\t');
  const written = quoted?.name ?? (tab < 0 ? text : text.slice(0, tab));
  if (written.trim() === '') return null;
  return written === NOWHERE ? { kind: 'nowhere' } : { kind: 'path', path: withoutPrefix(written) };
}

/** Reads the name behind `rename from ` and its like, which has no prefix. */
export function nameOfMove(text: string): string | null {
  if (!text.startsWith('"')) return text === '' ? null : text;
  const quoted = unquote(text);
  return quoted === null || quoted.rest !== '' ? null : quoted.name;
}

/**
 * The one name that a line `diff --git a/name b/name` gives; null where the two differ or cannot be told apart.
 *
 * Names with spaces are not in quotes: both have the same length there, so that the middle parts them.
 */
export function nameOfGitLine(rest: string): string | null {
  const names = rest.includes('"') ? quotedNames(rest) : halves(rest);
  if (names === null) return null;
  const [first, second] = names.map(withoutPrefix);
  return first === second && first !== undefined && first !== '' ? first : null;
}

function halves(rest: string): readonly [string, string] | null {
  const middle = (rest.length - 1) / 2;
  return rest.charAt(middle) === ' ' ? [rest.slice(0, middle), rest.slice(middle + 1)] : null;
}

function quotedNames(rest: string): readonly [string, string] | null {
  const first = rest.startsWith('"') ? unquote(rest) : plainName(rest);
  if (first === null || !first.rest.startsWith(' ')) return null;
  const second = first.rest.slice(1);
  const last = second.startsWith('"') ? unquote(second) : { name: second, rest: '' };
  return last === null || last.rest !== '' ? null : [first.name, last.name];
}

type ReadName = { readonly name: string; readonly rest: string };

function plainName(text: string): ReadName {
  const end = text.indexOf(' "');
  return { name: text.slice(0, end), rest: text.slice(end) };
}

/** Reads a name in quotes as C writes it, bytes in octal; null where it does not end or is no UTF-8. */
function unquote(text: string): ReadName | null {
  const bytes: number[] = [];
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      const name = fromUtf8(Uint8Array.from(bytes));
      return name === null ? null : { name, rest: text.slice(at + 1) };
    }
    if (character !== '\\') {
      const point = String.fromCodePoint(text.codePointAt(at) as number);
      bytes.push(...toUtf8(point));
      at += point.length - 1;
      continue;
    }
    const octal = text.slice(at + 1, at + 4);
    const byte = isOctal(octal) ? Number.parseInt(octal, 8) : ESCAPES[text.charAt(at + 1)];
    if (byte === undefined || byte > 255) return null;
    bytes.push(byte);
    at += isOctal(octal) ? 3 : 1;
  }
  return null;
}

function isOctal(text: string): boolean {
  return text.length === 3 && Array.from(text).every((digit) => digit >= '0' && digit <= '7');
}

function withoutPrefix(name: string): string {
  return PREFIXES.has(name.slice(0, 2)) ? name.slice(2) : name;
}
