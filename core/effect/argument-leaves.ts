import { ACTION_LIMITS } from '../action/action.ts';
import type { Json, JsonObject } from '../encoding/json.ts';

/** A value without parts, under the name of the nearest key above it. */
export type ArgumentLeaf = { readonly name: string; readonly value: null | boolean | number | string };

/** What a call's arguments are made of: every value without parts, and every name, at any depth. */
export type ArgumentParts = { readonly leaves: readonly ArgumentLeaf[]; readonly names: ReadonlySet<string> };

/**
 * Takes a call's arguments apart, breadth first. The items of a list bear the list's name.
 *
 * Raises `RangeError` beyond the bounds of an action (see `ACTION_LIMITS`): `parseAction` has refused such arguments.
 */
export function partsOf(args: JsonObject): ArgumentParts {
  const leaves: ArgumentLeaf[] = [];
  const names = new Set<string>();
  const pending: { readonly name: string; readonly value: Json }[] = [{ name: '', value: args }];
  for (let at = 0; at < pending.length; at++) {
    if (at > ACTION_LIMITS.nodes) throw new RangeError(`read arguments: found more than ${ACTION_LIMITS.nodes} values`);
    const { name, value } = pending[at] as { readonly name: string; readonly value: Json };
    if (typeof value !== 'object' || value === null) leaves.push({ name, value });
    else if (Array.isArray(value)) for (const item of value as readonly Json[]) pending.push({ name, value: item });
    else
      for (const [key, item] of Object.entries(value as JsonObject)) {
        names.add(key);
        pending.push({ name: key, value: item });
      }
  }
  return { leaves, names };
}

/** The values of `partsOf` alone. */
export function leavesOf(args: JsonObject): readonly ArgumentLeaf[] {
  return partsOf(args).leaves;
}
