/** A byte that is no UTF-8 stands as this and itself: a lone surrogate that UTF-8 never gives. */
const ESCAPED = 0xdc00;

/**
 * The one text of a name's bytes: UTF-8 (RFC 3629), and every byte that is none as the lone surrogate U+DC00 + the byte.
 *
 * Total and reversible: `bytesOfName` gives the same bytes back.
 */
export function textOfName(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const point = pointAt(bytes, at);
    parts.push(
      point === null ? String.fromCharCode(ESCAPED + (bytes[at] as number)) : String.fromCodePoint(point.code),
    );
    at += point?.length ?? 1;
  }
  return parts.join('');
}

/** The bytes of a name; a lone surrogate that stands for no byte becomes U+FFFD. */
export function bytesOfName(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= ESCAPED + 0x80 && code <= ESCAPED + 0xff) bytes.push(code - ESCAPED);
    else pushPoint(bytes, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return Uint8Array.from(bytes);
}

/** Tells whether some byte of a name is no UTF-8. */
export function isUndecodable(text: string): boolean {
  return !text.isWellFormed();
}

type Point = { readonly code: number; readonly length: number };

/** Smallest code point that takes so many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function pointAt(bytes: Uint8Array, at: number): Point | null {
  const first = bytes[at] as number;
  if (first < 0x80) return { code: first, length: 1 };
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length === 0 || at + length > bytes.length) return null;
  let code = first & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) {
    const next = bytes[at + offset] as number;
    if ((next & 0xc0) !== 0x80) return null;
    code = (code << 6) | (next & 0x3f);
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < (SMALLEST[length] as number) || code > 0x10ffff || isSurrogate ? null : { code, length };
}

function pushPoint(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
}
