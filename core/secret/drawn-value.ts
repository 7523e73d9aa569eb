import { ALPHANUMERIC, CHARACTERS, isOf, isOnly, WORD } from './characters.ts';
import { entropyOf, isCounted, isPlaceholder, isReference } from './placeholder.ts';
import { isScattered } from './scattered.ts';

const UUID_HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
/** Letters without a digit have to be so many to tell drawn ones from names. */
const LONG = 16;
/** Shorter ones are too often names with a number. */
const LEAST = 12;
/** What drawn passwords are made of: everything on a keyboard but brackets, quotes, blanks and separators of programs. */
const TYPED = WORD | CHARACTERS.dot | CHARACTERS.plusSlash | CHARACTERS.equals | CHARACTERS.sign | CHARACTERS.loose;
/** What stands where people left a key out, in lower case. */
const LEFT_OUT = ['example', 'your', 'xxxx', 'changeme', 'placeholder', 'redacted', 'replace', 'insert'] as const;

/**
 * Tells whether a value looks like a key of a service that is known by name: a UUID, a long number, hexadecimal digits, or letters
 * and digits that were drawn. Repetition does not count against it, since the name says enough.
 */
export function looksDrawn(value: string): boolean {
  const folded = value.toLowerCase();
  if (isReference(value) || isPublic(value) || LEFT_OUT.some((word) => folded.includes(word))) return false;
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

/** Keys that services give to be shown: Stripe's and others' publishable ones. */
export function isPublic(value: string): boolean {
  return value.startsWith('pk_live_') || value.startsWith('pk_test_');
}

/** A UUID whose 122 bits were drawn (RFC 9562 §5.4), as services give them for keys. */
export function isRandomUuid(value: string): boolean {
  return isUuid(value) && value.charAt(14) === '4' && '89abAB'.includes(value.charAt(19)) && !isPlaceholder(value);
}

/**
 * Tells whether a value was drawn, whatever stands around it: a random UUID, 32 hexadecimal digits and more, or twelve characters
 * and more whose letters and digits follow one another like no words do.
 */
export function isDrawn(value: string): boolean {
  if (isReference(value) || isPlaceholder(value) || isCounted(value) || isPublic(value)) return false;
  if (isRandomUuid(value)) return true;
  if (value.length === 19 && value.charAt(4) === ' ') return isScattered(value.replaceAll(' ', ''));
  const digits = value.startsWith('0x') ? value.slice(2) : value;
  if (isOnly(digits, CHARACTERS.hex)) return digits.length >= 32 && !isMadeUpHex(digits) && entropyOf(digits) >= 3;
  if (value.length < LEAST || value.includes('://') || ['/', '.', '*'].some((start) => value.startsWith(start)))
    return false;
  const isMany = value.length >= LONG && !isProperty(value);
  return isOnly(value, TYPED) && (hasBoth(value) || isMany) && isScattered(value);
}

/** Letters around dots, as a program writes what it reads: `Keyword.Pseudo`. */
export function isProperty(value: string): boolean {
  return (
    value.includes('.') &&
    isOnly(value.replaceAll('.', ''), CHARACTERS.upper | CHARACTERS.lower | CHARACTERS.underscore)
  );
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

/** Tells whether a value is hexadecimal digits and hyphens alone: a UUID, a digest, a key. */
export function isHexadecimal(value: string): boolean {
  return isOnly(value, CHARACTERS.hex | CHARACTERS.hyphen);
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
