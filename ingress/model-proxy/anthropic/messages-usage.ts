import type { ModelUsage } from '../../../core/budget/model-prices.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { countAt } from '../wire-json.ts';

/** The `usage` of a message or a message_delta, which repeats only what changed. */
export function messagesUsage(usage: JsonObject): Partial<ModelUsage> {
  const found: { -readonly [Name in keyof ModelUsage]?: ModelUsage[Name] } = {};
  for (const [name, wire] of NAMES) {
    const count = countAt(usage, wire);
    if (count !== null) found[name] = count;
  }
  return found;
}

const NAMES: readonly (readonly [keyof ModelUsage, string])[] = [
  ['input', 'input_tokens'],
  ['output', 'output_tokens'],
  ['cacheRead', 'cache_read_input_tokens'],
  ['cacheWrite', 'cache_creation_input_tokens'],
];
