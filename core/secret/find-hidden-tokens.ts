import { ALPHANUMERIC, CHARACTERS, isOf, openRuns } from './characters.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { findTokens } from './find-tokens.ts';
import { findWebTokens } from './find-web-tokens.ts';
import type { SecretSpan } from './secret-span.ts';

const LEAST_BASE64 = 24;
const LEAST_HEX = 32;
const LONGEST_ENCODED = 65_536;
const BASE64 = ALPHANUMERIC | CHARACTERS.plusSlash | CHARACTERS.hyphen | CHARACTERS.underscore;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Finds keys that do not stand in the text as they are: cut into strings that a program joins, with characters that are
 * not seen or escaped between, or in base64 or hex. Spans cover everything that makes up the key in the text.
 */
export function findHiddenTokens(text: string): readonly SecretSpan[] {
  return [...findJoined(text), ...findEncoded(text)];
}

/** What a program or a reader leaves out: zero-width characters, and the seams of joined strings and lines. */
const UNSEEN = '\u00ad\u200b\u200c\u200d\u2060\ufeff';
const CAN_BE_SEAM: ReadonlySet<number> = new Set(Array.from(`${UNSEEN}\\"'\``, (character) => character.charCodeAt(0)));

/** A stretch of the text that stands in the joined text as it is, or one escaped character. */
type Stretch = {
  readonly joinedStart: number;
  readonly start: number;
  readonly end: number;
  readonly isEscape: boolean;
};

function findJoined(text: string): readonly SecretSpan[] {
  const stretches: Stretch[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (part: string, place: Omit<Stretch, 'joinedStart'>): void => {
    if (part === '') return;
    stretches.push({ joinedStart: length, ...place });
    parts.push(part);
    length += part.length;
  };
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const seam = CAN_BE_SEAM.has(text.charCodeAt(at)) ? seamAt(text, at) : NO_SEAM;
    if (seam.length === 0) continue;
    add(text.slice(from, at), { start: from, end: at, isEscape: false });
    from = at + seam.length;
    add(seam.character, { start: at, end: from, isEscape: true });
    at = from - 1;
  }
  if (from === 0) return [];
  add(text.slice(from), { start: from, end: text.length, isEscape: false });
  const joined = parts.join('');
  return [...findPrivateKeys(joined), ...findTokens(joined), ...findWebTokens(joined)].map(({ kind, start, end }) => {
    const first = stretchAt(stretches, start);
    const last = stretchAt(stretches, end - 1);
    return {
      kind,
      start: first.start + (start - first.joinedStart),
      end: last.isEscape ? last.end : last.start + (end - last.joinedStart),
    };
  });
}

/** The last that begins at this place of the joined text or before, found by halves. */
function stretchAt(stretches: readonly Stretch[], at: number): Stretch {
  let [from, to] = [0, stretches.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((stretches[middle] as Stretch).joinedStart <= at) from = middle;
    else to = middle;
  }
  return stretches[from] as Stretch;
}

type Seam = { readonly length: number; readonly character: string };
const NO_SEAM: Seam = { length: 0, character: '' };

/** How long the seam at an offset is, and what it stands for: nothing, or an escaped character. */
function seamAt(text: string, at: number): Seam {
  const character = text.charAt(at);
  if (UNSEEN.includes(character)) return { length: 1, character: '' };
  if (character === '\\') return escapeAt(text, at);
  return joinAt(text, at);
}

/** `"` … `"`, with `+`, `.`, `..`, `&` or only white space between: two strings that become one. */
function joinAt(text: string, at: number): Seam {
  let end = at + 1;
  while (end - at < 32 && end < text.length && ' \t\r\n+.&\\'.includes(text.charAt(end))) end++;
  return end < text.length && `"'\``.includes(text.charAt(end)) ? { length: end + 1 - at, character: '' } : NO_SEAM;
}

/** A line that goes on, `\u0041` or `\x41`. */
function escapeAt(text: string, at: number): Seam {
  const next = text.charAt(at + 1);
  if (next === '\n') return { length: 2, character: '' };
  const digits = next === 'u' ? 4 : next === 'x' ? 2 : 0;
  if (digits === 0) return NO_SEAM;
  const code = text.slice(at + 2, at + 2 + digits);
  for (let index = 0; index < digits; index++) if (!isOf(code, index, CHARACTERS.hex)) return NO_SEAM;
  return { length: 2 + digits, character: String.fromCharCode(Number.parseInt(code, 16)) };
}

function findEncoded(text: string): readonly SecretSpan[] {
  const endOfRun = openRuns(text);
  const found: SecretSpan[] = [];
  for (let start = 0; start < text.length; start++) {
    if (!isOf(text, start, BASE64)) continue;
    const end = endOfRun(start, BASE64);
    if (end - start >= LEAST_BASE64 && end - start <= LONGEST_ENCODED) {
      const kind = kindOfEncoded(text.slice(start, end));
      if (kind !== null) found.push({ kind, start, end });
    }
    start = end;
  }
  return found;
}

function kindOfEncoded(run: string): string | null {
  const isHex = run.length >= LEAST_HEX && run.length % 2 === 0 && openRuns(run)(0, CHARACTERS.hex) === run.length;
  const decoded = isHex ? fromHexDigits(run) : fromBase64Digits(run);
  if (decoded === null) return null;
  return (findPrivateKeys(decoded)[0] ?? findTokens(decoded)[0] ?? findWebTokens(decoded)[0])?.kind ?? null;
}

function fromHexDigits(run: string): string | null {
  let text = '';
  for (let at = 0; at < run.length; at += 2) {
    const code = Number.parseInt(run.slice(at, at + 2), 16);
    if (!isPrintable(code)) return null;
    text += String.fromCharCode(code);
  }
  return text;
}

/** Both alphabets of RFC 4648, without asking for padding; null as soon as something decoded is no text. */
function fromBase64Digits(run: string): string | null {
  let text = '';
  let bits = 0;
  let held = 0;
  for (let at = 0; at < run.length; at++) {
    const digit = run.charAt(at);
    bits = ((bits << 6) | DIGITS.indexOf(digit === '-' ? '+' : digit === '_' ? '/' : digit)) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const code = (bits >> held) & 255;
    if (!isPrintable(code)) return null;
    text += String.fromCharCode(code);
  }
  return text;
}

function isPrintable(code: number): boolean {
  return (code >= 32 && code < 127) || code === 10 || code === 13 || code === 9;
}
