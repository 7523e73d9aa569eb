import { fromBase64 } from '../../../encoding/base64.ts';
import { fromHex } from '../../../encoding/hex.ts';
import { fromUtf8 } from '../../../encoding/utf8.ts';

/**
 * Reads base64 as programs do: with or without padding, blanks ignored.
 *
 * Null where decoders differ on what it stands for: letters of another alphabet, which some skip, something behind the padding,
 * and bytes that are not UTF-8.
 */
export function decodeBase64Text(text: string): string | null {
  const bytes = base64Bytes(text);
  return bytes === null ? null : fromUtf8(bytes);
}

/** Reads base64 with `-` and `_` for `+` and `/` (RFC 4648, section 5), else like `decodeBase64Text`. */
export function decodeBase64UrlText(text: string): string | null {
  return decodeBase64Text(text.replaceAll('-', '+').replaceAll('_', '/'));
}

/** Reads pairs of hexadecimal digits as UTF-8. Null where it is none. */
export function decodeHexText(text: string): string | null {
  const bytes = fromHex(text);
  return bytes === null ? null : fromUtf8(bytes);
}

/**
 * Reads what PowerShell takes as `-EncodedCommand`: base64 of UTF-16LE.
 *
 * Null where it is not base64 or holds half a code unit; PowerShell refuses that too.
 */
export function decodePowershellCommand(text: string): string | null {
  const bytes = base64Bytes(text);
  if (bytes === null || bytes.length % 2 !== 0) return null;
  const units: string[] = [];
  for (let at = 0; at < bytes.length; at += 2)
    units.push(String.fromCharCode((bytes[at] as number) | ((bytes[at + 1] as number) << 8)));
  return units.join('');
}

const BLANKS = ' \t\r\n';

function base64Bytes(text: string): Uint8Array | null {
  const letters: string[] = [];
  let isPadded = false;
  for (const character of text) {
    if (character === '=') isPadded = true;
    else if (!BLANKS.includes(character)) {
      if (isPadded) return null;
      letters.push(character);
    }
  }
  while (letters.length % 4 > 0) letters.push('=');
  return fromBase64(letters.join(''));
}
