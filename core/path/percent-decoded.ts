/** How often a path is decoded; what still changes after that many rounds is not read at all. */
const MAX_ROUNDS = 5;

/** By the length of a sequence in bytes, as decoders before RFC 3629 counted: the lead bytes from, and the least character. */
const SEQUENCES: readonly { readonly from: number; readonly length: number; readonly least: number }[] = [
  { from: 0xfc, length: 6, least: Number.POSITIVE_INFINITY },
  { from: 0xf8, length: 5, least: Number.POSITIVE_INFINITY },
  { from: 0xf0, length: 4, least: 0x10000 },
  { from: 0xe0, length: 3, least: 0x800 },
  { from: 0xc0, length: 2, least: 0x80 },
];

/** A text as decoders would read it, one round after the other; `isStrange` where they would not agree. */
export type Decoded = { readonly readings: readonly string[]; readonly isStrange: boolean };

/** One character read: what it is, how many characters of the text it took, and whether decoders disagree about it. */
type Character = { readonly text: string; readonly width: number; readonly isStrange: boolean };

/**
 * Decodes percent escapes again and again, the way servers and tools behind each other would: `%2e`, `%252e`, `%%32%65`,
 * `%u002e`.
 *
 * The text itself is not among the readings. Strange is UTF-8 in more bytes than needed (`%c0%ae`), which no decoder should
 * take and some do, and what does not come to rest in five rounds. A `%` without digits stays; a byte that begins no
 * character becomes U+FFFD. Linear in the text for each round.
 */
export function percentDecoded(text: string): Decoded {
  const readings: string[] = [];
  let isStrange = false;
  let last = text;
  while (last.includes('%')) {
    const round = decodeOnce(last);
    if (round.text === last) break;
    isStrange ||= round.isStrange || readings.length === MAX_ROUNDS;
    if (isStrange) break;
    readings.push(round.text);
    last = round.text;
  }
  return { readings, isStrange };
}

function decodeOnce(text: string): Omit<Character, 'width'> {
  let decoded = '';
  let isStrange = false;
  for (let at = 0; at < text.length; ) {
    const character = characterAt(text, at);
    decoded += character.text;
    isStrange ||= character.isStrange;
    at += character.width;
  }
  return { text: decoded, isStrange };
}

function characterAt(text: string, at: number): Character {
  const wide = text.startsWith('%u', at) ? hexAt(text, { at: at + 2, digits: 4 }) : null;
  if (wide !== null) return { text: String.fromCharCode(wide), width: 6, isStrange: false };
  const first = byteAt(text, at);
  if (first === null) return { text: text.charAt(at), width: 1, isStrange: false };
  if (first < 0x80) return { text: String.fromCharCode(first), width: 3, isStrange: false };
  return sequenceAt(text, { at, first });
}

/** Reads a character of more than one byte. After 0xC0 and 0xC1 whatever follows is taken for the second byte. */
function sequenceAt(text: string, { at, first }: { readonly at: number; readonly first: number }): Character {
  const unknown = { text: '\ufffd', width: 3, isStrange: false };
  const rule = SEQUENCES.find(({ from }) => first >= from);
  if (rule === undefined) return unknown;
  let point = first & (0x7f >> rule.length);
  for (let offset = 1; offset < rule.length; offset++) {
    const next = byteAt(text, at + 3 * offset);
    if (next === null) return unknown;
    if (next >> 6 !== 2) return { ...unknown, isStrange: first < 0xc2 };
    point = (point << 6) | (next & 0x3f);
  }
  const width = 3 * rule.length;
  if (point < rule.least || point > 0x10ffff) return { ...unknown, width, isStrange: true };
  return { text: String.fromCodePoint(point), width, isStrange: false };
}

function byteAt(text: string, at: number): number | null {
  return text.charAt(at) === '%' ? hexAt(text, { at: at + 1, digits: 2 }) : null;
}

function hexAt(text: string, { at, digits }: { readonly at: number; readonly digits: number }): number | null {
  let value = 0;
  for (let index = at; index < at + digits; index++) {
    const digit = '0123456789abcdef'.indexOf(text.charAt(index).toLowerCase() || '?');
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return value;
}
