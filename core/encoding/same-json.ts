import type { Json, JsonObject } from './json.ts';

/**
 * Whether two values are the same JSON; the order of an object's members does not matter.
 *
 * The caller bounds their depth.
 */
export function sameJson(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(other, name) && sameJson((one as JsonObject)[name] as Json, (other as JsonObject)[name] as Json),
  );
}
