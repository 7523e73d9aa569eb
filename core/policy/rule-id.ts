import { toUtf8 } from '../encoding/utf8.ts';

/** Readable part of an id; with the checksum it stays within the 64 characters that an id may have. */
const MAX_WORDS = 48;

/**
 * Makes a rule id of a text: its letters and digits in lower case, and a 32-bit FNV-1a checksum of the whole, so that
 * texts that read alike have ids of their own.
 */
export function ruleId(text: string): string {
  let words = '';
  for (const character of text.toLowerCase()) {
    if (isWordCharacter(character)) words += character;
    else if (words !== '' && !words.endsWith('-')) words += '-';
    if (words.length >= MAX_WORDS) break;
  }
  const separator = words === '' || words.endsWith('-') ? '' : '-';
  return `${words}${separator}${checksum(text)}`;
}

function isWordCharacter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of toUtf8(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
