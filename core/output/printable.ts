/**
 * Makes text safe to show in a terminal and to a model: one line, nothing invisible, bounded.
 *
 * Escaped as `\u{…}`: control characters (C0, C1, DEL) and with them every ANSI sequence, line and paragraph separators,
 * characters that change the direction of text or have no width, tags, and lone surrogates. Longer text ends with `…`.
 */
export function printable(text: string, maxLength = 500): string {
  let shown = '';
  let length = 0;
  for (const character of text) {
    if (length === maxLength) return `${shown}…`;
    const code = character.codePointAt(0) as number;
    shown += isHidden(code) ? `\\u{${code.toString(16)}}` : character;
    length += 1;
  }
  return shown;
}

function isHidden(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  if (code < 0x300) return code === 0xad;
  return HIDDEN.some(([from, to]) => code >= from && code <= to);
}

/** Invisible or deceiving ranges from U+0300 on, inclusive. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];
