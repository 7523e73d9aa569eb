/**
 * Encodes text as UTF-8; a lone surrogate becomes U+FFFD, as `TextEncoder` does.
 *
 * The core has no `TextEncoder` in scope: it is not part of the language.
 */
export function toUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    length = writePoint(bytes, length, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return bytes.slice(0, length);
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isTrailing(text.charCodeAt(index + 1))) {
      length += 4;
      index++;
    } else length += 3;
  }
  return length;
}

function isTrailing(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function writePoint(bytes: Uint8Array, offset: number, point: number): number {
  let at = offset;
  if (point < 0x80) bytes[at++] = point;
  else if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6);
  else if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12);
  else {
    bytes[at++] = 0xf0 | (point >> 18);
    bytes[at++] = 0x80 | ((point >> 12) & 63);
  }
  if (point >= 0x800) bytes[at++] = 0x80 | ((point >> 6) & 63);
  if (point >= 0x80) bytes[at++] = 0x80 | (point & 63);
  return at;
}

/** Reads UTF-8 strictly (RFC 3629); null for bytes that are not well-formed. */
export function fromUtf8(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return null;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    for (let offset = 1; offset < length; offset++) {
      const next = bytes[at + offset] as number;
      if ((next & 0xc0) !== 0x80) return null;
      code = (code << 6) | (next & 0x3f);
    }
    if (isOverlong(code, length) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

function isOverlong(code: number, length: number): boolean {
  return (length === 3 && code < 0x800) || (length === 4 && code < 0x10000);
}
