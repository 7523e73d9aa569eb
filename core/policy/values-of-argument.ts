import type { Json, JsonObject } from '../encoding/json.ts';

/** Most values of one argument that are looked at. */
const MAX_VALUES = 1_000;

/**
 * The values of a named argument as text: a text, number or boolean, or the items of a list of them. Empty when it is
 * missing or null; `unreadable` for objects, nested lists, and lists beyond 1,000 items.
 */
export function valuesOfArgument(args: JsonObject, name: string): readonly string[] | 'unreadable' {
  const value = Object.hasOwn(args, name) ? args[name] : null;
  const items: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  if (items.length > MAX_VALUES) return 'unreadable';
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item === 'object' && item !== null) return 'unreadable';
    if (item !== null) texts.push(String(item));
  }
  return texts;
}
