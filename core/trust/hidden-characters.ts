/** One character class without repetition: each test looks at one character only, so it is linear. */
const INVISIBLE = /^[\p{C}\p{Zl}\p{Zp}]$/u;

/** Drawn as nothing, or as a blank that is no space, although they count as letters, marks or symbols. */
const BLANK: readonly (readonly [number, number])[] = [
  [0x00a0, 0x00a0],
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0100, 0xe01ef],
];

/**
 * Tells whether a code point is one that people do not see: control, format, bidirectional, tag, private, unassigned,
 * surrogate (Unicode general category C), line and paragraph separators, fillers, variation selectors, blanks other than
 * the space.
 */
export function isHiddenPoint(point: number): boolean {
  if (point >= 0x20 && point < 0x7f) return false;
  return BLANK.some(([from, to]) => point >= from && point <= to) || INVISIBLE.test(String.fromCodePoint(point));
}

/**
 * Makes everything in a text visible that people would not see, as `\u{202e}`, and line breaks left as they are.
 *
 * The writing can be read back: a `\u{` that stands in the text itself is shown as `\u{5c}u{`. Nothing is left out.
 */
export function showHidden(text: string): string {
  let shown = '';
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    const isEscape = character === '\\' && text.startsWith('\\u{', at);
    const isSeen = character === '\n' || (!isEscape && !isHiddenPoint(point));
    shown += isSeen ? character : `\\u{${point.toString(16)}}`;
    at += character.length;
  }
  return shown;
}

/**
 * Tells whether a text holds what only a machine reads. Line breaks and tabs are seen; so are the joiner and the variation
 * selectors of emoji, one at a time and only behind a symbol.
 */
export function holdsHidden(text: string): boolean {
  const seen = new Set<number>();
  let before = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    const isHidden = !seen.has(point) && isHiddenPoint(point);
    if (isHidden && !isOrdinary(point, before)) return true;
    if (!isHidden) seen.add(point);
    before = point;
  }
  return false;
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const NO_BREAK_SPACE = 0xa0;
const JOINER = 0x200d;
/** From here on are the symbols that emoji are made of. */
const FIRST_SYMBOL = 0x203c;

function isOrdinary(point: number, before: number): boolean {
  if (point === TAB || point === LINE_FEED || point === RETURN || point === NO_BREAK_SPACE) return true;
  if (point === 0xfe0f || point === 0xfe0e) return before >= FIRST_SYMBOL && !isHiddenPoint(before);
  return point === JOINER && before >= FIRST_SYMBOL && (before === 0xfe0f || !isHiddenPoint(before));
}
