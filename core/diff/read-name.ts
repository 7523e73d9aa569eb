import { fromLatin, latin } from './diff-lines.ts';
import { bytesOfName, textOfName } from './name-text.ts';

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

/**
 * A name as `---` or `+++` has it: that there is no file, or a path without its prefix. `isBare`: it had none. `hasEpoch`: the
 * time behind it is the first of all, by which `diff -N` says that there is no file.
 */
export type DiffName =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'path'; readonly path: string; readonly isBare: boolean; readonly hasEpoch: boolean };

/** Reads the name behind `--- ` or `+++ `: in quotes, or up to a tab, after which the time stands. Null where there is none. */
export function nameOfHeader(header: string): DiffName | null {
  const read = header.startsWith('"') ? unquote(header) : upToTab(header);
  if (read === null || read.name.trim() === '' || read.name.includes('\0')) return null;
  if (read.rest !== '' && !read.rest.startsWith('\t')) return null;
  if (read.name === NOWHERE) return { kind: 'nowhere' };
  const bare = withoutPrefix(read.name);
  return { kind: 'path', path: decode(bare), isBare: bare === read.name, hasEpoch: isEpoch(read.rest.slice(1)) };
}

/** Reads the name behind `rename from ` and its like, which has no prefix; null where there is none. */
export function nameOfMove(header: string): string | null {
  const read = header.startsWith('"') ? unquote(header) : { name: header, rest: '' };
  return read === null || read.rest !== '' || read.name === '' || read.name.includes('\0') ? null : decode(read.name);
}

/** The one name that a title `a/name b/name` gives, and whether it has prefixes; null where it gives two or cannot be told. */
export function nameOfTitle(title: string): { readonly path: string; readonly isBare: boolean } | null {
  const names = title.includes('"') ? quotedNames(title) : splitAt(title, (title.length - 1) / 2);
  if (names === null) return null;
  const [first, second] = names.map(withoutPrefix);
  if (first === undefined || first !== second || first === '' || first.includes('\0')) return null;
  return { path: decode(first), isBare: names.includes(first) };
}

/** Tells whether a title can be read as these two names. Names with spaces are not in quotes, so it may be read in two ways. */
export function isTitleOf(title: string, oldPath: string, newPath: string): boolean {
  const wanted: Names = [latin(bytesOfName(oldPath)), latin(bytesOfName(newPath))];
  if (title.includes('"')) return isPair(quotedNames(title), wanted);
  const bare = splitAt(title, wanted[0].length);
  return isPair(bare, wanted) || isPair(splitAt(title, wanted[0].length + 'a/'.length), wanted);
}

type Names = readonly [string, string];
type ReadName = { readonly name: string; readonly rest: string };

function isPair(names: Names | null, [oldName, newName]: Names): boolean {
  return names !== null && withoutPrefix(names[0]) === oldName && withoutPrefix(names[1]) === newName;
}

function splitAt(title: string, at: number): Names | null {
  return Number.isInteger(at) && title.charAt(at) === ' ' ? [title.slice(0, at), title.slice(at + 1)] : null;
}

function quotedNames(title: string): Names | null {
  const first = title.startsWith('"') ? unquote(title) : upTo(title, ' "');
  if (first === null || !first.rest.startsWith(' ')) return null;
  const second = first.rest.slice(1);
  const last = second.startsWith('"') ? unquote(second) : { name: second, rest: '' };
  return last === null || last.rest !== '' ? null : [first.name, last.name];
}

function upTo(text: string, stop: string): ReadName {
  const end = text.indexOf(stop);
  return end < 0 ? { name: text, rest: '' } : { name: text.slice(0, end), rest: text.slice(end) };
}

function upToTab(text: string): ReadName {
  return upTo(text, '\t');
}

/** Reads a name in quotes as C writes it, bytes in octal; null where it does not end. */
function unquote(text: string): ReadName | null {
  let name = '';
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { name, rest: text.slice(at + 1) };
    if (character !== '\\') {
      name += character;
      continue;
    }
    const octal = octalAt(text, at + 1);
    const byte = octal ?? ESCAPES[text.charAt(at + 1)];
    if (byte === undefined) return null;
    name += String.fromCharCode(byte);
    at += octal === null ? 1 : 3;
  }
  return null;
}

/** Three octal digits that are a byte. */
function octalAt(text: string, at: number): number | null {
  const digits = text.slice(at, at + 3);
  const isOctal = digits.length === 3 && Array.from(digits).every((digit) => digit >= '0' && digit <= '7');
  return isOctal && digits.charAt(0) <= '3' ? Number.parseInt(digits, 8) : null;
}

function withoutPrefix(name: string): string {
  return PREFIXES.has(name.slice(0, 2)) ? name.slice(2) : name;
}

function decode(name: string): string {
  return textOfName(fromLatin(name));
}

/** `1970-01-01 00:00:00.000000000 +0000`, in any zone: the time at which nothing was there. */
function isEpoch(time: string): boolean {
  const [date = '', clock = '', zone = ''] = time.split(' ');
  const [whole = '', fraction = '0'] = clock.split('.');
  const [hours = '', minutes = '', seconds = ''] = whole.split(':');
  const offset = minutesOfZone(zone);
  const day = date === '1970-01-01' ? 0 : date === '1969-12-31' ? -1_440 : null;
  if (day === null || offset === null || seconds !== '00' || !isZeros(fraction)) return false;
  return day + Number(hours) * 60 + Number(minutes) === offset;
}

/** `+0130` in minutes. */
function minutesOfZone(zone: string): number | null {
  const digits = zone.slice(1);
  if (digits.length !== 4 || (zone.charAt(0) !== '+' && zone.charAt(0) !== '-')) return null;
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.charAt(0) === '-' ? -minutes : minutes;
}

function isZeros(digits: string): boolean {
  return Array.from(digits).every((digit) => digit === '0');
}
