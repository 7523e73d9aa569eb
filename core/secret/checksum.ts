const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = 6;

/**
 * Tells whether the last six characters are the CRC-32 of those before them in base 62, as in GitHub's and npm's tokens.
 *
 * `body` is the token without its prefix, in ASCII. A right checksum proves that it was issued, or made to look so: one random text
 * in four thousand million has one.
 */
export function hasTokenChecksum(body: string): boolean {
  const data = body.slice(0, -DIGITS);
  let rest = crc32(data);
  let written = '';
  for (let index = 0; index < DIGITS; index++) {
    written = BASE62.charAt(rest % 62) + written;
    rest = Math.floor(rest / 62);
  }
  return body.slice(-DIGITS) === written;
}

/** CRC-32 of ASCII text (ISO 3309, the polynomial of gzip), as an unsigned number. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
