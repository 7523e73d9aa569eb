import { fromBase64 } from '../encoding/base64.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { ALPHANUMERIC, CHARACTERS, isOf, isOnly, WORD } from './characters.ts';
import {
  isDrawn,
  isHexadecimal,
  isMadeUpHex,
  isProperty,
  isPublic,
  isRandomUuid,
  isUuid,
  looksDrawn,
} from './drawn-value.ts';
import { isCommonPassword, isRealPassword } from './find-url-passwords.ts';
import type { NamedValue } from './name-before.ts';
import { entropyOf, isPlaceholder, isReference } from './placeholder.ts';
import { isScattered } from './scattered.ts';

/** Letters without a digit have to be so many to tell drawn ones from names of types such as `KDFInput`. */
const LONG = 12;

/** A key under a name that only ends in `key` is at least so long. */
const LONGER = 20;

/** A key that begins as a path does is at least so long. */
const LONGEST = 32;

/** What a call or a list is named with in a program, where no digit is needed. */
const NAME = CHARACTERS.upper | CHARACTERS.lower | CHARACTERS.underscore | CHARACTERS.hyphen | CHARACTERS.dot;
const BASE64 = ALPHANUMERIC | CHARACTERS.plusSlash | CHARACTERS.equals;

/** How a value was given: under which name, in quotes, and whether the way of giving says little, so that the value must say more. */
export type Given = {
  readonly name: NamedValue;
  readonly isQuoted: boolean;
  readonly isWeak: boolean;
};

/**
 * Tells whether a value that is given to a name is a secret: it looks drawn or chosen, and is no placeholder, reference, path,
 * call or word of a program. Linear.
 */
export function isSecretValue(value: string, { name, isQuoted, isWeak }: Given): boolean {
  if (name === 'encoded') return isEncodedPassword(value);
  if (name === 'word-list') return isWordList(value);
  if (isMadeUpHex(value)) return false;
  if (name === 'plain-key') return value.length >= LONGER && !isHexadecimal(value) && isDrawn(value);
  if (isWeak || name === 'some-key') return isDrawn(value);
  if (name === 'provider-key' && looksDrawn(value)) return true;
  if (isNotGiven(value, isQuoted)) return false;
  if (isUuid(value)) return name === 'password' || isRandomUuid(value);
  const isLot = isScattered(value) && (hasDigit(value) || (value.length >= LONG && (isQuoted || !isProperty(value))));
  if (!isLot && isWords(value)) return false;
  const kinds = kindsOf(value);
  if (name === 'password' && isQuoted)
    return value.length >= 8 && kinds >= 2 && isRealPassword(value) && !isCommonPassword(value);
  const least = name === 'password' ? 8 : 14;
  return value.length >= least && (isLot || hasDigit(value)) && kinds >= 2 && entropyOf(value) >= 3;
}

/** `user:password` in base64, as registries' configuration holds it (RFC 7617). */
function isEncodedPassword(value: string): boolean {
  const bytes = fromBase64(value.padEnd(Math.ceil(value.length / 4) * 4, '='));
  const plain = (bytes === null ? null : fromUtf8(bytes)) ?? '';
  const colon = plain.indexOf(':');
  return colon > 0 && isRealPassword(plain.slice(colon + 1), plain.slice(0, colon));
}

const LISTS: ReadonlySet<number> = new Set([12, 15, 18, 21, 24]);

/** As many small words as a wallet is made of again (BIP 39), most of them different. */
function isWordList(value: string): boolean {
  const words = value.split(' ');
  const areWords = words.every((word) => word.length >= 3 && word.length <= 8 && word === word.toLowerCase());
  return areWords && LISTS.has(words.length) && new Set(words).size > words.length / 2;
}

/** Says itself that it is none: to be replaced, kept elsewhere, an address, a path, a call, a template, a number, prose. */
function isNotGiven(value: string, isQuoted: boolean): boolean {
  return (
    isReference(value) ||
    isPlaceholder(value) ||
    isPublic(value) ||
    value.includes('://') ||
    value.includes(' ') ||
    isCode(value, isQuoted) ||
    isPath(value) ||
    isNumber(value) ||
    isForeignProse(value)
  );
}

/** A call, a place in a list or a template. In quotes a bracket says so only behind a name: `get(…)`, not `kT4(mm)9Zx`. */
function isCode(value: string, isQuoted: boolean): boolean {
  const bracket = Math.min(...[value.indexOf('('), value.indexOf('[')].filter((at) => at >= 0));
  return holdsTemplate(value) || (bracket < value.length && (!isQuoted || isOnly(value.slice(0, bracket), NAME)));
}

/** A name in braces, to be filled in: `{registry_id}-token`. */
function holdsTemplate(value: string): boolean {
  const open = value.indexOf('{');
  const close = value.indexOf('}', open);
  return open >= 0 && close - open >= 2 && isOnly(value.slice(open + 1, close), WORD | CHARACTERS.dot);
}

/** Base64 may begin as a path does: one of 64 keys begins with a slash. */
function isPath(value: string): boolean {
  if (value.startsWith('./') || (value.startsWith('~') && value.includes('/'))) return true;
  return value.startsWith('/') && !(value.length >= LONGEST && isOnly(value, BASE64) && isScattered(value));
}

/** A number, a version, an object identifier. */
function isNumber(value: string): boolean {
  return isOnly(value.startsWith('-') ? value.slice(1) : value, CHARACTERS.digit | CHARACTERS.dot);
}

/** From here on scripts whose letters have no case: most of them write whole words with one sign. */
const CASELESS = 0x2e80;

function isForeignProse(value: string): boolean {
  let signs = 0;
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) >= CASELESS) signs++;
  return signs * 3 >= value.length;
}

/** How many kinds of characters there are: digits, capitals, small letters, others. */
function kindsOf(value: string): number {
  let [digits, capitals, letters, others] = [0, 0, 0, 0];
  for (let at = 0; at < value.length; at++) {
    if (isOf(value, at, CHARACTERS.digit)) digits = 1;
    else if (isOf(value, at, CHARACTERS.upper)) capitals = 1;
    else if (isOf(value, at, CHARACTERS.lower)) letters = 1;
    else others = 1;
  }
  return digits + capitals + letters + others;
}

function hasDigit(value: string): boolean {
  for (let at = 0; at < value.length; at++) if (isOf(value, at, CHARACTERS.digit)) return true;
  return false;
}

/** Words of letters, perhaps with a short number at the end, joined by `-`, `_`, `.`, `/` or `:`: a name, and nothing drawn. */
function isWords(value: string): boolean {
  let digits = 0;
  let switches = 0;
  for (let at = 0; at < value.length; at++) {
    const isLetter = isOf(value, at, ALPHANUMERIC) && !isOf(value, at, CHARACTERS.digit);
    if (!isLetter && !isOf(value, at, CHARACTERS.digit) && !'-_./:#?'.includes(value.charAt(at))) return false;
    if (isOf(value, at, CHARACTERS.digit)) {
      digits++;
      if (!isOf(value, at - 1, CHARACTERS.digit)) switches++;
    }
  }
  return digits <= 3 && switches <= 1;
}
