import { fail, ok, type Result } from '../../core/result.ts';

/** Why a text is refused as JSON, in one sentence. */
export type JsonRefusal = { readonly reason: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Reads JSON in the one way that every other reader of the same text must agree with (I-JSON, RFC 7493 §2.3): an object
 * with the same key twice is refused whole, as is the key `__proto__`, and nesting deeper than `maxDepth`.
 *
 * Linear in the text. Duplicate keys are found by counting: members written against members read.
 */
export function parseJsonText(text: string, { maxDepth }: { readonly maxDepth: number }): Result<unknown, JsonRefusal> {
  const written = scan(text, maxDepth);
  if (written === null) return refuse(`nesting deeper than ${maxDepth}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('text that is not JSON');
  }
  const read = countMembers(value);
  if (read === null) return refuse('the key __proto__');
  return read === written ? ok(value) : refuse('an object with the same key twice');
}

function refuse(found: string): Result<never, JsonRefusal> {
  return fail({ reason: `read the body: found ${found}, want one JSON object with each key once` });
}

/** Counts the colons outside strings, which in JSON is the number of members; null when the nesting is too deep. */
function scan(text: string, maxDepth: number): number | null {
  let colons = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = closingQuote(text, at);
    } else if (unit === COLON) {
      colons += 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > maxDepth) return null;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
  return colons;
}

/** Place of the quote that ends the string opened at `open`; the end of the text when there is none. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

/** Counts the members of all objects; null when one is called `__proto__`. The depth is bounded before. */
function countMembers(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const child of value) {
      const below = countMembers(child);
      if (below === null) return null;
      members += below;
    }
    return members;
  }
  for (const [key, child] of Object.entries(value)) {
    const below = key === '__proto__' ? null : countMembers(child);
    if (below === null) return null;
    members += 1 + below;
  }
  return members;
}
