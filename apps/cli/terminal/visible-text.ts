/** How a text of an agent is made safe to show. */
export type VisibleOptions = {
  /** Marks what was made visible, for example with a colour. */
  readonly mark?: (escape: string) => string;
  /** True to leave line breaks as they are; otherwise they are escaped too. */
  readonly keepLineBreaks?: boolean;
};

/**
 * Makes everything in a text visible that a terminal would hide, move or act upon, as `\u{202e}`.
 *
 * That is every character that is no letter, mark, digit, punctuation or symbol (Unicode general category C, so control, format,
 * bidirectional, private and unassigned characters), every separator but the plain space, and those that are drawn as nothing:
 * fillers, variation selectors, the braille blank. The writing can be read back: a `\u{` that stands in the text itself is shown as
 * `\u{5c}u{`. Nothing is ever left out.
 */
export function visibleText(text: string, { mark = same, keepLineBreaks = false }: VisibleOptions = {}): string {
  let shown = '';
  let at = 0;
  for (const character of text) {
    const isEscape = character === '\\' && text.startsWith('\\u{', at);
    const isBreak = keepLineBreaks && character === '\n';
    at += character.length;
    shown += !isBreak && (isEscape || isHidden(character)) ? mark(escapeOf(character)) : character;
  }
  return shown;
}

/** One character class without repetition: each test looks at one character only. */
const INVISIBLE = /^[\p{C}\p{Z}]$/u;

/** Drawn as nothing although they count as letters, marks or symbols. */
const BLANK: readonly (readonly [number, number])[] = [
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0100, 0xe01ef],
];

function isHidden(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  if (point >= 0x20 && point < 0x7f) return false;
  return INVISIBLE.test(character) || BLANK.some(([from, to]) => point >= from && point <= to);
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function same(text: string): string {
  return text;
}
