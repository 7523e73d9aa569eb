import { canonicalJson } from '../encoding/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';

/** One place in which two listings differ; values as RFC 8785 text, null where there is none. */
export type ListingChange = {
  /** Field names and places, with dots between: `inputSchema.properties.path.description`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** Most changes that are told one by one; a listing that differs in more is another one altogether. */
export const MAX_CHANGES = 200;

/**
 * Tells field by field how one listing differs from another, in the order of their names; at most `MAX_CHANGES`.
 *
 * Objects and lists of equal length are compared by what is in them, everything else as a whole. Both are within
 * `LISTING_LIMITS`.
 */
export function diffListing(before: JsonObject, after: JsonObject): readonly ListingChange[] {
  const changes: ListingChange[] = [];
  compare({ before, after }, '', changes);
  return changes;
}

type Pair = { readonly before: Json | undefined; readonly after: Json | undefined };

function compare({ before, after }: Pair, path: string, changes: ListingChange[]): void {
  if (changes.length >= MAX_CHANGES) return;
  const inside = membersOf(before, after);
  if (inside === null) {
    const [old, fresh] = [textOf(before), textOf(after)];
    if (old !== fresh) changes.push({ path, before: old, after: fresh });
    return;
  }
  for (const [name, pair] of inside) compare(pair, path === '' ? name : `${path}.${name}`, changes);
}

/** The members of two values that can be compared one by one; null for any others. */
function membersOf(before: Json | undefined, after: Json | undefined): readonly (readonly [string, Pair])[] | null {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.map((value: Json, place) => [`${place}`, { before: value, after: after[place] as Json }] as const);
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return null;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((name) => [name, { before: ownOf(before, name), after: ownOf(after, name) }] as const);
}

function ownOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function textOf(value: Json | undefined): string | null {
  return value === undefined ? null : canonicalJson(value);
}
