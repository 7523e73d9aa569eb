import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { entropyOf, isReference } from './placeholder.ts';

const UUID_HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
/** What stands where people left a key out, in lower case. */
const LEFT_OUT = ['example', 'your', 'xxxx', 'changeme', 'placeholder', 'redacted', 'replace', 'insert'] as const;

/**
 * Tells whether a value looks like a key of a service that is known by name: a UUID, a long number, hexadecimal digits, or letters
 * and digits that were drawn. Repetition does not count against it, since the name says enough.
 */
export function looksDrawn(value: string): boolean {
  const folded = value.toLowerCase();
  if (isReference(value) || LEFT_OUT.some((word) => folded.includes(word))) return false;
  if (isUuid(value)) return true;
  if (isOnly(value, CHARACTERS.digit)) return value.length >= 15 && value.length <= 40;
  if (isHexPair(value)) return true;
  if (!isOnly(value, WORD | CHARACTERS.dot)) return false;
  if (isOnly(value, CHARACTERS.hex)) return value.length >= 20 && !isMadeUpHex(value);
  return (
    value.length >= 14 &&
    hasBoth(value) &&
    (isOnly(value, ALPHANUMERIC) || value.length >= 32) &&
    entropyOf(value) >= 2.8
  );
}

/** Eight, four, four, four and twelve hexadecimal digits (RFC 9562). */
export function isUuid(value: string): boolean {
  if (value.length !== 36) return false;
  for (let at = 0; at < value.length; at++) {
    if (UUID_HYPHENS.has(at) ? value.charAt(at) !== '-' : !isOf(value, at, CHARACTERS.hex)) return false;
  }
  return true;
}

/**
 * Tells whether hexadecimal digits were made up: they stand in both cases, or after 32 of them and more a few other characters
 * follow. No program writes a key so.
 */
export function isMadeUpHex(value: string): boolean {
  let end = 0;
  while (isOf(value, end, CHARACTERS.hex)) end++;
  if (end === value.length) return end >= 20 && value !== value.toLowerCase() && value !== value.toUpperCase();
  return end >= 32 && value.length - end <= 8 && isOnly(value, ALPHANUMERIC);
}

/** Two groups of eight, as package registries give them to paying customers. */
function isHexPair(value: string): boolean {
  return value.length === 17 && value.charAt(8) === ':' && isOnly(value.replace(':', ''), CHARACTERS.hex);
}

function hasBoth(value: string): boolean {
  let digits = 0;
  for (let at = 0; at < value.length; at++) if (isOf(value, at, CHARACTERS.digit)) digits++;
  return digits > 0 && digits < value.length;
}

function isOnly(value: string, set: number): boolean {
  for (let at = 0; at < value.length; at++) if (!isOf(value, at, set)) return false;
  return true;
}
