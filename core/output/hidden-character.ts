/** Characters that reorder what people read (Unicode UAX 9), and separators that some readers take for line breaks. */
const REORDERING: readonly (readonly [number, number])[] = [
  [0x2028, 0x202e],
  [0x2066, 0x2069],
];

/**
 * Names the first character that has no place in what a model writes: a control character (C0, DEL, C1), one that reorders
 * text, a byte order mark at the start, half of a surrogate pair. Null when there is none.
 *
 * With `lines`, tabs, line feeds and carriage returns are let through.
 */
export function hiddenCharacterOf(text: string, { lines }: { readonly lines: boolean }): string | null {
  const at = hiddenPlaceOf(text, { lines, from: 0 });
  if (at === null) return text.isWellFormed() ? null : 'half of a surrogate pair';
  return nameOf(text.charCodeAt(at));
}

/** The place of such a character at or behind `from`; null when there is none. Halves of surrogate pairs are not looked for. */
export function hiddenPlaceOf(
  text: string,
  { lines, from }: { readonly lines: boolean; readonly from: number },
): number | null {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    if (lines && (unit === 0x09 || unit === 0x0a || unit === 0x0d)) continue;
    if (unit < 0xa0 || isReordering(unit) || (unit === 0xfeff && at === 0)) return at;
  }
  return null;
}

/** Writes a character that cannot be shown: `the character U+001B`. */
export function nameOf(unit: number): string {
  return `the character U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}

function isReordering(unit: number): boolean {
  return REORDERING.some(([first, last]) => unit >= first && unit <= last);
}
