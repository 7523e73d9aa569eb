import type { JsonObject } from '../../core/encoding/json.ts';

/**
 * Arguments without those that are known to change nothing of what a call does, for calls that two hooks tell of with more and
 * with less around them.
 *
 * They are left out only where one argument is left then, which is the one that counts. With any other beside it the
 * arguments stay as they are: the second hook is then decided anew, at worst asked about twice, never not at all.
 */
export function withoutAsides(args: JsonObject, asides: readonly string[]): JsonObject {
  const kept = Object.entries(args).filter(([argument]) => !asides.includes(argument));
  return kept.length === 1 ? Object.fromEntries(kept) : args;
}
