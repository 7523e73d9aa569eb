/** Ranges of code points that take two columns (Unicode East Asian Width W and F, and emoji), from–to, ascending. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

/** One character class without repetition: each test looks at one character only. */
const COMBINING = /^\p{M}$/u;

/** How many columns a text takes in a terminal, styling left out. An estimate for wrapping and tables, never for safety. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripStyle(text)) width += characterWidth(character);
  return width;
}

/** How many columns one character takes: 0, 1 or 2. */
export function characterWidth(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.some(([from, to]) => point >= from && point <= to) ? 2 : 1;
}

/** Takes the styling of `createStyle` out of a text. */
export function stripStyle(text: string): string {
  let plain = '';
  let at = 0;
  for (let start = text.indexOf('\u001b['); start >= 0; start = text.indexOf('\u001b[', at)) {
    plain += text.slice(at, start);
    const end = text.indexOf('m', start);
    at = end < 0 ? text.length : end + 1;
  }
  return plain + text.slice(at);
}
