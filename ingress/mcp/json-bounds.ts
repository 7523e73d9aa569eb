import type { WrittenJson } from '../../core/encoding/scan-json.ts';

/**
 * How deep a message may nest, from a server or over standard streams: twice what HTTP bodies of clients are held to (64), since
 * results hold documents and trees. Everything that walks a message may recurse so deep.
 */
export const MAX_DEPTH = 128;

/** What a value adds to a size beside its texts. */
const NODE_UNITS = 8;

/** How deep a value nests, how many members its objects have, and how large it is: its texts in UTF-16 units, and 8 a value. */
export type MeasuredJson = WrittenJson & { readonly units: number };

/** Measures a value without recursion. Stops, with what was counted so far, once it is deeper than `MAX_DEPTH` or larger than wanted. */
export function measureJson(value: unknown, mostUnits = Number.POSITIVE_INFINITY): MeasuredJson {
  const pending: unknown[] = [value];
  const levels: number[] = [1];
  let [depth, members, units] = [0, 0, 0];
  while (pending.length > 0 && depth <= MAX_DEPTH && units <= mostUnits) {
    const next = pending.pop();
    const level = levels.pop() as number;
    units += NODE_UNITS;
    if (typeof next === 'string') units += next.length;
    if (typeof next !== 'object' || next === null) continue;
    if (level > depth) depth = level;
    const isList = Array.isArray(next);
    for (const key of isList ? next.keys() : Object.keys(next)) {
      if (typeof key === 'string') {
        members += 1;
        units += key.length;
      }
      pending.push((next as Record<string | number, unknown>)[key]);
      levels.push(level + 1);
    }
  }
  return { depth, members, units };
}

/** Whether an object somewhere in the value has a member `__proto__`, which programs read in different ways. */
export function holdsProto(value: unknown): boolean {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, '__proto__')) return true;
    for (const child of Object.values(next)) pending.push(child);
  }
  return false;
}
