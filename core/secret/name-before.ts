import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { foldName } from './provider-name.ts';
import { isPlainKey, isSomeKey, type SecretName, secretNameOf } from './secret-name.ts';

const LONGEST_NAME = 64;
const LONGEST_TYPE = 48;
const LONGEST_LOOK_BACK = 160;
const LONGEST_PAIR = 80;
const NAME = WORD | CHARACTERS.dot;
/** Words between a name and its value that say what type it has, or only join them. */
const TYPES: ReadonlySet<string> = new Set(['string', 'str', 'text', 'any', 'as', 'is', 'was', 'varchar']);
const TYPE_SIGNS = " &'<>|[]?.,";
/** Names of the second half of a pair: the first half, before them, says what the value is. */
const CARRIERS: ReadonlySet<string> = new Set(['value', 'default', 'defaultvalue', 'string', 'val', 'content', 'data']);
/** What stands before the first half of such a pair. */
const NAMING: ReadonlySet<string> = new Set(['name', 'key', 'variable', 'property', 'id']);
/** Words before `key` in prose: `api key: …`. */
const KEY_KINDS: ReadonlySet<string> = new Set([
  'api',
  'secret',
  'access',
  'private',
  'encryption',
  'license',
  'account',
]);
const WORD_LISTS = ['mnemonic', 'seed_phrase', 'seedphrase', 'recovery_phrase'];
const BETWEEN = ` \t"'\`]?:.+|\\`;

/** What a name says of its value: see `SecretName`; a setting that ends in `KEY`, another name that does, `user:password` in base64, the words of a wallet. */
export type NamedValue = SecretName | 'some-key' | 'plain-key' | 'encoded' | 'word-list';

/** A word of a text and where it begins. */
export type NameWord = { readonly name: string; readonly start: number };

/**
 * What the name before an operator says of the value after it; null where it says nothing.
 *
 * Between both may stand a type (`let key: &str = …`), and the name may be the value of a pair before (`name: KEY`, `value: …`).
 * Looks at 160 characters at most.
 */
export function nameBefore(text: string, operator: number): NamedValue | null {
  const word = wordPastTypes(text, operator);
  const said = nameOf(word.name);
  if (said !== null) return said;
  if (word.name.toLowerCase() === 'by') return isAfterIdentified(text, word.start) ? 'password' : null;
  if (CARRIERS.has(word.name.toLowerCase())) return pairedName(text, word.start);
  if (text.charAt(operator) !== '=') return nameInProse(text, word);
  const before = endOfDeclared(text, operator);
  return before === null ? null : nameOf(wordBefore(text, before).name);
}

/** `password for staging:`, and the key beside a user's name; the value has to look drawn. */
function nameInProse(text: string, { name, start }: NameWord): NamedValue | null {
  const joiner = wordBefore(text, start);
  if (joiner.name === 'for') return nameOf(wordBefore(text, joiner.start).name) === null ? null : 'some-key';
  if (name.toLowerCase() !== 'key') return null;
  if (KEY_KINDS.has(joiner.name.toLowerCase())) return 'some-key';
  return text.slice(Math.max(0, start - LONGEST_PAIR), start).includes('"username"') ? 'some-key' : null;
}

function nameOf(name: string): NamedValue | null {
  const said = secretNameOf(name);
  if (said !== null) return said;
  if (name.slice(-4).toLowerCase() === 'auth') return 'encoded';
  if (WORD_LISTS.some((word) => name.slice(-16).toLowerCase().endsWith(word))) return 'word-list';
  if (!isPlainKey(name)) return null;
  return isSomeKey(name) ? 'some-key' : 'plain-key';
}

/** The last word before an offset, without quotes, brackets and the like between; empty where none stands there. */
export function wordBefore(text: string, end: number): NameWord {
  const least = Math.max(0, end - LONGEST_NAME);
  let last = end;
  while (last > least && BETWEEN.includes(text.charAt(last - 1))) last--;
  if (text.charAt(last - 1) === '[' && text.charAt(last) === ']') last--;
  let start = last;
  while (start > least && isOf(text, start - 1, NAME)) start--;
  return { name: text.slice(start, last), start };
}

function wordPastTypes(text: string, operator: number): NameWord {
  let word = wordBefore(text, operator);
  for (let count = 0; count < 2 && TYPES.has(word.name.toLowerCase()); count++) {
    const earlier = wordBefore(text, word.start);
    if (earlier.name === '' || (text.charAt(operator) === '>' && CARRIERS.has(word.name))) return word;
    word = earlier;
  }
  return word;
}

/** Where the name ends in `name: type =` and `Name { get; set; } =`, on the same line; null where something else stands there. */
function endOfDeclared(text: string, operator: number): number | null {
  const least = Math.max(0, operator - LONGEST_TYPE);
  const accessors = text.slice(least, operator).lastIndexOf('{');
  if (accessors >= 0 && text.slice(operator - 2, operator).trim() === '}') return least + accessors;
  for (let at = operator - 1; at > operator - LONGEST_TYPE && at > 0; at--) {
    if (text.charAt(at) === ':') return at;
    if (!isOf(text, at, WORD) && !TYPE_SIGNS.includes(text.charAt(at))) return null;
  }
  return null;
}

function isAfterIdentified(text: string, start: number): boolean {
  return wordBefore(text, start).name.toLowerCase() === 'identified';
}

/** The name in the first half of a pair that ends before an offset: `name: API_KEY`, `<key>ApiKey</key>`, `variable "api_key" {`, `"API_KEY": { "value"`. */
function pairedName(text: string, end: number): NamedValue | null {
  const brace = text.slice(Math.max(0, end - 3), end).includes('{') ? text.lastIndexOf('{', end) : 0;
  const outer = nameOf(wordBefore(text, brace).name);
  if (outer !== null) return outer;
  const least = Math.max(0, end - LONGEST_LOOK_BACK);
  let word = lastName(text, { least, end });
  while (word !== null) {
    if (CARRIERS.has(foldName(word.name))) return null;
    const before = lastName(text, { least, end: word.start });
    if (before === null) return null;
    const said = NAMING.has(foldName(before.name)) ? nameOf(word.name) : null;
    if (said !== null) return said;
    word = before;
  }
  return null;
}

/** The last name between two offsets; null where none is left. */
function lastName(text: string, { least, end }: { readonly least: number; readonly end: number }): NameWord | null {
  let last = end;
  while (last > least) {
    while (last > least && !isOf(text, last - 1, NAME)) last--;
    let start = last;
    while (start > least && isOf(text, start - 1, NAME)) start--;
    if (start < last && isOf(text, start, ALPHANUMERIC | CHARACTERS.underscore))
      return { name: text.slice(start, last), start };
    last = start;
  }
  return null;
}
