import { scanJson } from '../../core/encoding/scan-json.ts';
import { fail, ok, type Result } from '../../core/result.ts';

/** Why a text is refused as JSON, in one sentence. */
export type JsonRefusal = { readonly reason: string };

/**
 * Reads JSON in the one way that every other reader of the same text must agree with (I-JSON, RFC 7493 §2.3): an object
 * with the same key twice is refused whole, as is the key `__proto__`, and nesting deeper than `maxDepth`.
 *
 * Linear in the text. Duplicate keys are found by counting: members written against members read.
 */
export function parseJsonText(text: string, { maxDepth }: { readonly maxDepth: number }): Result<unknown, JsonRefusal> {
  const written = scanJson(text);
  if (written.depth > maxDepth) return refuse(`nesting deeper than ${maxDepth}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('text that is not JSON');
  }
  const read = countMembers(value);
  if (read === null) return refuse('the key __proto__');
  return read === written.members ? ok(value) : refuse('an object with the same key twice');
}

function refuse(found: string): Result<never, JsonRefusal> {
  return fail({ reason: `read the body: found ${found}, want one JSON object with each key once` });
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
