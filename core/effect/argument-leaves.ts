import { ACTION_LIMITS } from '../action/action.ts';
import type { Json, JsonObject } from '../encoding/json.ts';

/** A value without parts, under the name of the nearest key above it. */
export type ArgumentLeaf = { readonly name: string; readonly value: null | boolean | number | string };

/**
 * Lists every value of a call's arguments that has no parts, breadth first. The items of a list bear the list's name.
 *
 * Raises `RangeError` beyond the bounds of an action (see `ACTION_LIMITS`): `parseAction` has refused such arguments.
 */
export function leavesOf(args: JsonObject): readonly ArgumentLeaf[] {
  const leaves: ArgumentLeaf[] = [];
  const pending: { readonly name: string; readonly value: Json }[] = [{ name: '', value: args }];
  for (let at = 0; at < pending.length; at++) {
    if (at > ACTION_LIMITS.nodes) throw new RangeError(`read arguments: found more than ${ACTION_LIMITS.nodes} values`);
    const { name, value } = pending[at] as { readonly name: string; readonly value: Json };
    if (typeof value !== 'object' || value === null) leaves.push({ name, value });
    else if (Array.isArray(value)) for (const item of value as readonly Json[]) pending.push({ name, value: item });
    else for (const [key, item] of Object.entries(value as JsonObject)) pending.push({ name: key, value: item });
  }
  return leaves;
}

/** Every name in a call's arguments, at any depth, each once. Raises as `leavesOf` does. */
export function namesIn(args: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  const pending: Json[] = [args];
  for (let at = 0; at < pending.length; at++) {
    if (at > ACTION_LIMITS.nodes) throw new RangeError(`read arguments: found more than ${ACTION_LIMITS.nodes} values`);
    const value = pending[at] as Json;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) for (const name of Object.keys(value)) names.add(name);
    for (const item of Object.values(value)) pending.push(item as Json);
  }
  return names;
}
