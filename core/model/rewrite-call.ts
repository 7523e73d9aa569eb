import type { Json, JsonObject } from '../encoding/json.ts';

/**
 * What an operator wants changed in calls of one tool before they are decided.
 *
 * `replace`: a text argument that is `from`, or begins with it followed by a blank, begins with `to` instead. `set`: the arguments
 * get these values, whatever they had.
 */
export type CallRewrite = {
  /** Named in the record of every call that it changed. */
  readonly id: string;
  /** The tool's exact name. */
  readonly tool: string;
} & (
  | { readonly kind: 'replace'; readonly argument: string; readonly from: string; readonly to: string }
  | { readonly kind: 'set'; readonly values: JsonObject }
);

/** A call's arguments after the rewrites that changed them, by id in order. */
export type Rewritten = { readonly args: JsonObject; readonly rules: readonly string[] };

/**
 * Applies every rewrite once, in order; null where none changes anything.
 *
 * A rewrite releases nothing: what comes out is proposed and decided like any other call.
 */
export function rewriteCall(
  { name, args }: { readonly name: string; readonly args: JsonObject },
  rewrites: readonly CallRewrite[],
): Rewritten | null {
  let current = args;
  const rules: string[] = [];
  for (const rewrite of rewrites) {
    const next = rewrite.tool === name ? apply(rewrite, current) : null;
    if (next === null) continue;
    current = next;
    rules.push(rewrite.id);
  }
  return rules.length === 0 ? null : { args: current, rules };
}

function apply(rewrite: CallRewrite, args: JsonObject): JsonObject | null {
  if (rewrite.kind === 'set') {
    const isSet = Object.entries(rewrite.values).every(([name, value]) => isScalarOf(args, name, value));
    return isSet ? null : { ...args, ...rewrite.values };
  }
  const { argument, from, to } = rewrite;
  const value = Object.hasOwn(args, argument) ? args[argument] : null;
  if (typeof value !== 'string') return null;
  if (value !== from && !value.startsWith(`${from} `)) return null;
  return { ...args, [argument]: to + value.slice(from.length) };
}

/** Lists and objects always count as other values: setting them again changes nothing that matters. */
function isScalarOf(args: JsonObject, name: string, value: Json): boolean {
  return Object.hasOwn(args, name) && args[name] === value;
}
