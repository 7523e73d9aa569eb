/** The largest unsigned 64-bit integer, and so the largest tree size and timestamp of the log formats. */
export const MAX_UINT64 = 2n ** 64n - 1n;

const LONGEST = MAX_UINT64.toString().length;

/**
 * Reads an unsigned 64-bit integer written in ASCII decimal, in its only spelling: digits alone, no leading zero but in `0`.
 *
 * Null on anything else, a number above 2^64 − 1 included.
 */
export function parseUint64(text: string): bigint | null {
  if (text.length === 0 || text.length > LONGEST) return null;
  if (text.length > 1 && text.startsWith('0')) return null;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x30 || unit > 0x39) return null;
  }
  const value = BigInt(text);
  return value <= MAX_UINT64 ? value : null;
}

/** Writes an unsigned 64-bit integer in eight bytes, most significant first. The value must be in range: it is taken modulo 2^64. */
export function uint64Bytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
