const DIGITS = '0123456789abcdef';

/** The two digits of each byte. */
const PAIRS = Array.from({ length: 256 }, (_, byte) => DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15));

/** Writes bytes as lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index++) text += PAIRS[bytes[index] as number] as string;
  return text;
}

/** Reads hexadecimal of either case; null when the length is odd or a character is no digit. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = DIGITS.indexOf(text.charAt(2 * index).toLowerCase());
    const low = DIGITS.indexOf(text.charAt(2 * index + 1).toLowerCase());
    if (high < 0 || low < 0) return null;
    bytes[index] = high * 16 + low;
  }
  return bytes;
}
