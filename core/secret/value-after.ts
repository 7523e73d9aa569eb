import { ALPHANUMERIC, CHARACTERS, isOf } from './characters.ts';

const LONGEST_VALUE = 512;
const LONGEST_BLANK = 32;
const LONGEST_WRAPPER = 32;
/** How an authorization header says what follows. */
const SCHEMES = ['bearer ', 'basic ', 'token ', 'apikey '] as const;
const CALL = ALPHANUMERIC | CHARACTERS.underscore | CHARACTERS.dot;

/** Four groups of four small letters with blanks between, as Google gives them for programs. */
const APP_PASSWORD = 19;

const QUOTED_STOPS = '\\\n\r';
const UNQUOTED_STOPS = ` \t\r\n"'\`,;)}]<>&|\\`;
/** The same by code: behind every operator up to 512 characters are looked up here. */
const STOPS = {
  '': stopsOf(UNQUOTED_STOPS),
  '"': stopsOf(`"${QUOTED_STOPS}`),
  "'": stopsOf(`'${QUOTED_STOPS}`),
  '`': stopsOf(`\`${QUOTED_STOPS}`),
} as const;

function stopsOf(characters: string): Uint8Array {
  const stops = new Uint8Array(128);
  for (const character of characters) stops[character.charCodeAt(0)] = 1;
  return stops;
}

/** Where a value stands, without its quotes. */
export type ValueSpan = {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** Stands inside a call, as in `Secret("…")`. */
  readonly isWrapped: boolean;
};

/**
 * The value that begins behind an operator: what stands in quotes, or runs on to the next blank or bracket. Null where it is shorter
 * than 6 characters. Of a longer one than 512 these are told, and `wholeValue` where it ends.
 */
export function valueAfter(text: string, operatorEnd: number): ValueSpan | null {
  let start = afterBlanks(text, operatorEnd);
  while (text.charAt(start) === '\\') start++;
  const opened = quoteAt(text, start);
  const isQuoted = opened !== null;
  if (opened !== null) start = opened.at + 1;
  if (isQuoted && text.charAt(start) === '\\' && text.charAt(start + 1) === opened.quote) start += 2;
  if (isAppPassword(text, start)) return { start, end: start + APP_PASSWORD, isQuoted: true, isWrapped: true };
  start += schemeAt(text, start).length;
  let end = start;
  const stops = STOPS[opened?.quote ?? ''];
  const most = Math.min(text.length, start + LONGEST_VALUE);
  while (end < most && stops[text.charCodeAt(end)] !== 1) end++;
  return end - start < 6 ? null : { start, end, isQuoted, isWrapped: opened?.isWrapped ?? false };
}

/** Where a value ends that was told up to its 512th character: at the next blank, quote or bracket. */
export function wholeValue(text: string, { start, end }: ValueSpan): number {
  let at = end;
  if (end - start < LONGEST_VALUE) return at;
  while (at < text.length && STOPS[''][text.charCodeAt(at)] !== 1) at++;
  return at;
}

/** The scheme that begins at an offset, in whatever case; empty where none does. */
function schemeAt(text: string, start: number): string {
  if (!'btaBTA'.includes(text.charAt(start))) return '';
  return SCHEMES.find((word) => text.slice(start, start + word.length).toLowerCase() === word) ?? '';
}

function afterBlanks(text: string, from: number): number {
  const blanks = text.charAt(from - 1) === '>' ? ' \t\r\n' : ' \t';
  let at = from;
  while (at - from < LONGEST_BLANK && at < text.length && blanks.includes(text.charAt(at))) at++;
  return at;
}

/** A quote at an offset, behind the letter that says what kind of string it opens (`b"…"`), or as the first thing in a call. */
function quoteAt(
  text: string,
  from: number,
): { readonly at: number; readonly quote: Quote; readonly isWrapped: boolean } | null {
  let at = from;
  while (at - from < LONGEST_WRAPPER && isOf(text, at, CALL)) at++;
  const isWrapped = text.charAt(at) === '(' && at > from;
  if (isWrapped) at++;
  else if (at - from > 1) return null;
  else if (text.charAt(at) === '@') at++;
  const quote = text.charAt(at);
  return isQuote(quote) ? { at, quote, isWrapped } : null;
}

type Quote = '"' | "'" | '`';

function isQuote(character: string): character is Quote {
  return character === '"' || character === "'" || character === '`';
}

function isAppPassword(text: string, start: number): boolean {
  for (let index = 0; index < APP_PASSWORD; index++) {
    const isBlank = index % 5 === 4;
    if (isBlank ? text.charAt(start + index) !== ' ' : !isOf(text, start + index, CHARACTERS.lower)) return false;
  }
  return !isOf(text, start + APP_PASSWORD, ALPHANUMERIC) && text.charAt(start + APP_PASSWORD) !== ' ';
}
