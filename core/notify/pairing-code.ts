/** Capital letters and digits without I, O, 0 and 1, which are misread: 32 of them. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Makes a code of eight characters from eight random bytes: 40 bits, every code as likely as any other. */
export function pairingCodeFrom(random: Uint8Array): string {
  return [...random.slice(0, LENGTH)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** Reads a code as a person typed it: case, blanks and hyphens do not matter. Null when it cannot be one. */
export function parsePairingCode(text: string): string | null {
  if (text.length > 64) return null;
  const code = [...text.toUpperCase()].filter((character) => character !== ' ' && character !== '-').join('');
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : null;
}
