/** What an escape stands for, and where the text goes on; `value` is null where it is not known here. */
export type Escape = { readonly value: string | null; readonly end: number };

type Style = {
  /** Whether `\\u` names a character by four digits, or by those in braces. */
  readonly hasPoints: boolean;
  readonly hasBracedPoints: boolean;
  readonly base: 8 | 10;
  /** The marks that stand for themselves behind a backslash; null for all. Behind others the backslash may stay. */
  readonly marks: string | null;
};

const NO_POINTS = { hasPoints: false, hasBracedPoints: false, base: 8 } as const;

const STYLES = {
  javascript: { hasPoints: true, hasBracedPoints: true, base: 8, marks: null },
  ruby: { hasPoints: true, hasBracedPoints: true, base: 8, marks: null },
  python: { hasPoints: true, hasBracedPoints: false, base: 8, marks: '\\\'"' },
  bytes: { ...NO_POINTS, marks: '\\\'"' },
  lua: { hasPoints: false, hasBracedPoints: true, base: 10, marks: '\\\'"' },
  perl: { ...NO_POINTS, marks: null },
  php: { ...NO_POINTS, marks: '\\"$`' },
  awk: { ...NO_POINTS, marks: '\\"/' },
} as const satisfies { readonly [name: string]: Style };

/** How escapes are read: as in a language, or in the `bytes` of Python. */
export type EscapeStyle = keyof typeof STYLES;

/** Letters that mean the same in every language that gives them a meaning here. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Reads an escape of a C-like quoted text; `at` is after the backslash.
 *
 * Null where it is not known, and where languages differ: letters that only some give a meaning, line ends, and numbers beyond
 * ASCII, which are bytes for some and characters for others.
 */
export function readEscape(text: string, at: number, name: EscapeStyle): Escape {
  const style: Style = STYLES[name];
  const letter = text.charAt(at);
  const known = LETTERS.get(letter);
  if (known !== undefined) return { value: known, end: at + 1 };
  if (letter === 'x') return readNumbered(text, at, { isKnown: true, most: 2, highest: 0x7f });
  if (letter === 'u') {
    const isKnown = text.charAt(at + 1) === '{' ? style.hasBracedPoints : style.hasPoints;
    return readNumbered(text, at, { isKnown, most: 4, highest: 0x10_ffff });
  }
  if (letter >= '0' && letter <= '9') return readDigits(text, at, { most: 3, base: style.base, highest: 0x7f });
  const isWord = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter === '\n';
  const isMark = letter !== '' && !isWord && (style.marks === null || style.marks.includes(letter));
  return { value: isMark ? letter : null, end: at + 1 };
}

type Numbered = { readonly isKnown: boolean; readonly most: number; readonly highest: number };

/** `\\x41`, `\\x{41}`, `\\u0041`, `\\u{41}`. */
function readNumbered(text: string, at: number, { isKnown, most, highest }: Numbered): Escape {
  const isBraced = text.charAt(at + 1) === '{';
  const { value, end } = readDigits(text, at + (isBraced ? 2 : 1), { most: isBraced ? 8 : most, base: 16, highest });
  const isWhole = isBraced ? text.charAt(end) === '}' : end === at + 1 + most;
  return { value: isKnown && isWhole ? value : null, end: isBraced && isWhole ? end + 1 : end };
}

type Digits = { readonly most: number; readonly base: number; readonly highest: number };

function readDigits(text: string, start: number, { most, base, highest }: Digits): Escape {
  let end = start;
  while (end < text.length && end < start + most && isDigitOf(text.charAt(end), base)) end += 1;
  const point = Number.parseInt(text.slice(start, end), base);
  return { value: point <= highest ? String.fromCodePoint(point) : null, end };
}

function isDigitOf(character: string, base: number): boolean {
  const value = '0123456789abcdef'.indexOf(character.toLowerCase());
  return value >= 0 && value < base;
}
