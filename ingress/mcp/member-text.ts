import { closingQuote } from '../../core/encoding/scan-json.ts';

const QUOTE = 0x22;

/**
 * The text of one member of a JSON object, exactly as it stands there; null when the object has no such member, or has it
 * twice.
 *
 * The text must be valid JSON (parse it first). Linear: strings are skipped with `indexOf`.
 */
export function memberText(text: string, name: string): string | null {
  let at = afterSpace(text, 0);
  if (text[at] !== '{') return null;
  at = afterSpace(text, at + 1);
  let found: string | null = null;
  while (text[at] === '"') {
    const keyEnd = afterString(text, at);
    const isWanted = JSON.parse(text.slice(at, keyEnd)) === name;
    const valueStart = afterSpace(text, afterSpace(text, keyEnd) + 1);
    const valueEnd = afterValue(text, valueStart);
    if (isWanted && found !== null) return null;
    if (isWanted) found = text.slice(valueStart, valueEnd).trimEnd();
    at = afterSpace(text, afterSpace(text, valueEnd) + 1);
  }
  return found;
}

/** Puts members in front of those of a JSON object's text, which must be valid and must not have them. */
export function withMembers(text: string, members: { readonly [name: string]: unknown }): string {
  const added = JSON.stringify(members).slice(1, -1);
  const inside = text.slice(text.indexOf('{') + 1);
  return `{${added}${inside.trimStart().startsWith('}') ? '' : ','}${inside}`;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09; ) {
    at += 1;
    unit = text.charCodeAt(at);
  }
  return at;
}

/** Place behind the string that starts at `open`. */
function afterString(text: string, open: number): number {
  return Math.min(closingQuote(text, open) + 1, text.length);
}

/** Place of the comma or bracket behind the value that starts at `from`. */
function afterValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = afterString(text, at) - 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
    } else if (unit === 0x7d || unit === 0x5d) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (unit === 0x2c && depth === 0) {
      return at;
    }
  }
  return text.length;
}
