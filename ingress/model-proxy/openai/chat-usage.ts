import type { ModelUsage } from '../../../core/budget/model-prices.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { countAt, objectAt } from '../wire-json.ts';

/** The `usage` of chat completions (`prompt_tokens`) and of responses (`input_tokens`); cached tokens are part of both. */
export function openAiUsage(usage: JsonObject): Partial<ModelUsage> {
  const input = countAt(usage, 'prompt_tokens') ?? countAt(usage, 'input_tokens');
  const output = countAt(usage, 'completion_tokens') ?? countAt(usage, 'output_tokens');
  if (input === null || output === null) return {};
  const details = { ...objectAt(usage, 'prompt_tokens_details'), ...objectAt(usage, 'input_tokens_details') };
  const cacheRead = Math.min(input, countAt(details, 'cached_tokens') ?? 0);
  return { input: input - cacheRead, output: output, cacheRead, cacheWrite: 0 };
}
