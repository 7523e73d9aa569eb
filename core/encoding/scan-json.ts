const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** How deep a JSON text nests, and how many members are written in it. */
export type WrittenJson = { readonly depth: number; readonly members: number };

/** Looks at a JSON text without reading it: brackets and colons outside strings are counted. Linear; total for any text. */
export function scanJson(text: string): WrittenJson {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = closingQuote(text, at);
    } else if (unit === COLON) {
      members += 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
  return { depth: deepest, members };
}

/** Place of the quote that ends the string opened at `open`; the end of the text when there is none. */
export function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
