/** Crockford's base32 without the letters that are misread: i, l, o and u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes a request id of 16 characters from 10 random bytes. */
export function requestIdFrom(random: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let id = '';
  for (const byte of random) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) id += ALPHABET.charAt((held >> (bits - 5)) & 31);
  }
  return id.slice(0, 16);
}

/**
 * Reads what a person typed as an id or prefix: case does not matter, and i and l mean 1, o means 0. Null when it cannot be
 * the beginning of an id or is shorter than four characters.
 */
export function parseIdPrefix(text: string): string | null {
  const normal = text.trim().toLowerCase().replaceAll('i', '1').replaceAll('l', '1').replaceAll('o', '0');
  if (normal.length < 4 || normal.length > 16) return null;
  return [...normal].every((character) => ALPHABET.includes(character)) ? normal : null;
}
