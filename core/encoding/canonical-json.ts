import type { Json, JsonObject } from './json.ts';

/**
 * Serialises a JSON value in the one form of RFC 8785: keys in UTF-16 code unit order, no white space, ECMAScript numbers.
 *
 * Two values that mean the same have the same canonical form, so its hash can stand for the value. The caller has
 * bounded the depth (see `parseAction`). A number that is not finite has no JSON form: it is a mistake of ours, and throws.
 */
export function canonicalJson(value: Json): string {
  return isInOrder(value) ? JSON.stringify(value) : writeSorted(value);
}

/** Tells whether the platform's own form is the canonical one already: every key is in its place, every number finite. */
function isInOrder(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value !== undefined;
  if (Array.isArray(value)) return isListInOrder(value);
  let before: string | null = null;
  for (const key of Object.keys(value)) {
    if ((before !== null && !(before < key)) || !isInOrder((value as JsonObject)[key] as Json)) return false;
    before = key;
  }
  return true;
}

/** By index, so that a hole is seen as the undefined value it has. */
function isListInOrder(values: readonly Json[]): boolean {
  for (let index = 0; index < values.length; index++) if (!isInOrder(values[index] as Json)) return false;
  return true;
}

function writeSorted(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return canonicalArray(value);
  return canonicalObject(value as JsonObject);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`serialise a number: found ${value}, want a finite number`);
  return JSON.stringify(value);
}

function canonicalArray(values: readonly Json[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += writeSorted(values[index] as Json);
  }
  return `${text}]`;
}

function canonicalObject(object: JsonObject): string {
  const keys = Object.keys(object).sort();
  let text = '{';
  let separator = '';
  for (const key of keys) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${separator}${JSON.stringify(key)}:${writeSorted(value)}`;
    separator = ',';
  }
  return `${text}}`;
}
