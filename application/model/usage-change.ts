import type { JsonObject } from '../../core/encoding/json.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { UsedByCall } from '../../ports/usage-store.ts';

const DAY_MS = 86_400_000;

/** The change that counts a call for its principal, on the day (UTC) on which it ended. */
export function usageChange(used: UsedByCall, principal: string, atMs: number): StateChange {
  return { kind: 'usage.add', day: Math.floor(atMs / DAY_MS), principal, used };
}

/** What a call used, as the outcome's entry tells it. */
export function wireUsage({ provider, model, usage, costMicros }: UsedByCall): JsonObject {
  return {
    cache_read_tokens: usage.cacheRead,
    cache_write_tokens: usage.cacheWrite,
    cost_micros: costMicros,
    input_tokens: usage.input,
    model,
    output_tokens: usage.output,
    provider,
  };
}
