import { toBase64 } from '../encoding/base64.ts';
import { toUtf8 } from '../encoding/utf8.ts';

/** How every sentinel starts. Lower-case letters, so that no encoding of the web changes it. */
export const SENTINEL_PREFIX = 'cssentinel';
/** What follows is drawn: 32 digits of 5 bits each. */
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';
const DRAWN_LENGTH = 32;
/** How many random bytes a sentinel is made of. */
export const SENTINEL_BYTES = 20;
export const SENTINEL_LENGTH = SENTINEL_PREFIX.length + DRAWN_LENGTH;

/** What stands in base64 where a sentinel starts, for each of the three places it can have in a group of three bytes. */
const ENCODED_PREFIXES: readonly string[] = [0, 1, 2].map((offset) => {
  const text = toBase64(toUtf8('\0'.repeat(offset) + SENTINEL_PREFIX));
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + SENTINEL_PREFIX.length) * 8) / 6));
});

/** Where a sentinel stands, in UTF-16 units. `sentinel` is null for what starts like one and is none. */
export type SentinelSpan = { readonly start: number; readonly end: number; readonly sentinel: string | null };

/**
 * Writes a sentinel from 20 random bytes: what a program holds in the place of a secret.
 *
 * 160 bits, so that none can be guessed; letters and digits only, so that it goes through an environment variable, JSON, a URL,
 * a header, and base64 (in which it needs neither `+` nor `/`).
 */
export function sentinelOf(drawn: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of drawn.subarray(0, SENTINEL_BYTES)) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += DIGITS.charAt((bits >> held) & 31);
    }
  }
  return SENTINEL_PREFIX + text;
}

/** Finds what is shaped like a sentinel, in order. Linear: each start is looked at for 32 characters. */
export function findSentinels(text: string): readonly SentinelSpan[] {
  const found: SentinelSpan[] = [];
  let start = text.indexOf(SENTINEL_PREFIX);
  while (start >= 0) {
    let end = start + SENTINEL_PREFIX.length;
    const most = start + SENTINEL_LENGTH;
    while (end < most && end < text.length && DIGITS.includes(text.charAt(end))) end++;
    found.push({ start, end, sentinel: end === most ? text.slice(start, end) : null });
    start = text.indexOf(SENTINEL_PREFIX, end);
  }
  return found;
}

/** Tells whether a text holds the start of a sentinel, as it is or in base64 at any place of a group. Linear. */
export function mentionsSentinel(text: string): boolean {
  return text.includes(SENTINEL_PREFIX) || ENCODED_PREFIXES.some((prefix) => text.includes(prefix));
}
