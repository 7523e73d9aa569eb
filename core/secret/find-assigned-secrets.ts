import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { isMadeUpHex, isUuid, looksDrawn } from './drawn-value.ts';
import { isRealPassword } from './find-url-passwords.ts';
import { entropyOf, isPlaceholder, isReference } from './placeholder.ts';
import { type SecretName, secretNameOf } from './secret-name.ts';
import type { SecretSpan } from './secret-span.ts';

const CAN_BE_OPERATOR: ReadonlySet<number> = new Set(Array.from('=:>, ', (character) => character.charCodeAt(0)));
const LONGEST_NAME = 64;
const LONGEST_VALUE = 512;
const NAME = WORD | CHARACTERS.dot;
/** Words between a name and its value that say what type it has. */
const TYPES: ReadonlySet<string> = new Set(['string', 'str', 'text', 'any']);
/** How an authorization header says what follows. */
const SCHEMES = ['bearer ', 'basic ', 'token ', 'apikey '] as const;

/**
 * Finds values that are given to a name which says that they are secret: assignments, keys of JSON, YAML and properties,
 * elements of XML, headers, options of commands.
 *
 * A value counts where it looks drawn or chosen, and is no placeholder, reference, path, call or word of a program. Linear:
 * at most 64 characters before an operator and 512 after it are looked at.
 */
export function findAssignedSecrets(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!CAN_BE_OPERATOR.has(text.charCodeAt(at))) continue;
    const operatorEnd = endOfOperator(text, at);
    if (operatorEnd === null) continue;
    const name = secretNameOf(nameBefore(text, at));
    if (name === null) continue;
    const span = valueAfter(text, operatorEnd);
    if (span !== null && isSecret(text.slice(span.start, span.end), { name, isQuoted: span.isQuoted })) {
      found.push({
        kind: name === 'password' ? 'assigned-password' : 'assigned-key',
        start: span.start,
        end: span.end,
      });
      at = span.end - 1;
    }
  }
  return found;
}

/** Where an operator that gives a value ends, when one starts here: `=`, `:`, `:=`, `=>`, `>`, `", "`, or a space after an option. */
function endOfOperator(text: string, at: number): number | null {
  const character = text.charAt(at);
  if (character === '=' || character === ':') {
    let end = at + 1;
    while (end - at < 6 && ':=>'.includes(text.charAt(end)) && end < text.length) end++;
    return isOf(text, at - 1, CHARACTERS.equals) || text.charAt(at - 1) === ':' ? null : end;
  }
  if (character === '>') return at + 1;
  if (character === ',' && `"'`.includes(text.charAt(at - 1)) && at > 0) return at + 1;
  return character === ' ' && isOption(text, at) ? at + 1 : null;
}

/** `--some-name` ends here. */
function isOption(text: string, end: number): boolean {
  let start = end;
  while (end - start < LONGEST_NAME && isOf(text, start - 1, WORD)) start--;
  return text.startsWith('--', start) && end - start > 4;
}

function nameBefore(text: string, operator: number): string {
  const word = wordBefore(text, operator);
  return TYPES.has(word.name.toLowerCase()) ? wordBefore(text, word.start).name : word.name;
}

function wordBefore(text: string, end: number): { readonly name: string; readonly start: number } {
  const least = Math.max(0, end - LONGEST_NAME);
  let last = end;
  while (last > least && ` \t"'\`]?:.+|\\`.includes(text.charAt(last - 1))) last--;
  let start = last;
  while (start > least && isOf(text, start - 1, NAME)) start--;
  return { name: text.slice(start, last), start };
}

type ValueSpan = { readonly start: number; readonly end: number; readonly isQuoted: boolean };

function valueAfter(text: string, operatorEnd: number): ValueSpan | null {
  let start = operatorEnd;
  const blank = text.charAt(operatorEnd - 1) === '>' ? ' \t\r\n' : ' \t';
  while (start - operatorEnd < 32 && start < text.length && blank.includes(text.charAt(start))) start++;
  while (text.charAt(start) === '\\') start++;
  const quote = text.charAt(start);
  const isQuoted = quote !== '' && `"'\``.includes(quote);
  if (isQuoted) start++;
  const scheme = SCHEMES.find((word) => text.slice(start, start + word.length).toLowerCase() === word);
  if (scheme !== undefined) start += scheme.length;
  let end = start;
  const stops = isQuoted ? `${quote}\\\n\r` : ` \t\r\n"'\`,;)}]<>&|\\`;
  while (end < text.length && end - start <= LONGEST_VALUE && !stops.includes(text.charAt(end))) end++;
  return end - start < 6 || end - start > LONGEST_VALUE ? null : { start, end, isQuoted };
}

type Judged = { readonly name: SecretName; readonly isQuoted: boolean };

function isSecret(value: string, { name, isQuoted }: Judged): boolean {
  if (isMadeUpHex(value)) return false;
  if (name === 'provider-key' && looksDrawn(value)) return true;
  if (isReference(value) || isPlaceholder(value) || value.includes('://') || value.includes(' ')) return false;
  if (
    value.includes('(') ||
    value.includes('[') ||
    value.startsWith('/') ||
    value.startsWith('./') ||
    value.startsWith('~')
  )
    return false;
  if (name === 'key' && isUuid(value)) return false;
  const kinds = kindsOf(value);
  if (name === 'password' && isQuoted)
    return value.length >= 8 && kinds >= 2 && isRealPassword(value) && !isWords(value);
  const least = name === 'password' ? 8 : 14;
  return value.length >= least && hasDigit(value) && kinds >= 2 && entropyOf(value) >= 3 && !isWords(value);
}

/** How many kinds of characters there are: digits, capitals, small letters, others. */
function kindsOf(value: string): number {
  const seen = new Set<string>();
  for (let at = 0; at < value.length; at++) {
    if (isOf(value, at, CHARACTERS.digit)) seen.add('digit');
    else if (isOf(value, at, CHARACTERS.upper)) seen.add('upper');
    else seen.add(isOf(value, at, CHARACTERS.lower) ? 'lower' : 'other');
  }
  return seen.size;
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
