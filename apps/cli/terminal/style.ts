/** Colours and weights for text; each method gives the text back unchanged when styling is off. */
export type Style = { readonly [Name in StyleName]: (text: string) => string };

/** What a piece of text can look like. */
export type StyleName = keyof typeof CODES;

/** Select Graphic Rendition parameters (ECMA-48 §8.3.117): on, off. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  inverse: [7, 27],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

/** Makes a style. It is off for NO_COLOR, `--no-color`, and whatever is no terminal. */
export function createStyle(enabled: boolean): Style {
  const entries = Object.entries(CODES).map(([name, [on, off]]) => {
    const wrap = (text: string): string => (enabled && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
    return [name, wrap];
  });
  return Object.fromEntries(entries) as Style;
}
