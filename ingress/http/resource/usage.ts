import type { Gateway } from '../../../application/gateway.ts';
import type { UsageRow } from '../../../ports/usage-store.ts';
import type { WireModelUsage } from '../../../sdk/wire-usage.ts';
import { type Route, route } from '../route.ts';
import { usageAnswer, usageQuery } from '../schema/usage-schema.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 7;
const MAX_ROWS = 1_000;
const EXAMPLE: WireModelUsage = {
  day: '2026-11-21',
  principal: 'agent:default',
  provider: 'anthropic',
  model: 'claude-sonnet-5',
  calls: 12,
  input_tokens: 48_000,
  output_tokens: 9_100,
  cache_read_tokens: 310_000,
  cache_write_tokens: 22_000,
  cost_micros: 412_000,
};

/** `/v1/usage`: what models used, as it was counted with every call. */
export function usageRoutes(gateway: Gateway, { nowMs = Date.now } = {}): readonly Route[] {
  return [
    route({
      operation: 'listUsage',
      method: 'GET',
      path: '/v1/usage',
      summary: 'Lists what models used by day (UTC), principal and model, newest day first.',
      query: usageQuery,
      answers: { 200: { description: 'The usage.', schema: usageAnswer, example: { usage: [EXAMPLE] } } },
      handle: async ({ query }) => {
        const toDay = Math.floor(nowMs() / DAY_MS);
        const fromDay = toDay - (query.days ?? USUAL_DAYS) + 1;
        const rows = await gateway.listUsage({ fromDay, toDay, principal: query.principal ?? null, limit: MAX_ROWS });
        return { status: 200, body: { usage: rows.map(usageToWire) } };
      },
    }),
  ];
}

function usageToWire({ day, usage, costMicros, ...rest }: UsageRow): WireModelUsage {
  return {
    ...rest,
    day: new Date(day * DAY_MS).toISOString().slice(0, 10),
    input_tokens: usage.input,
    output_tokens: usage.output,
    cache_read_tokens: usage.cacheRead,
    cache_write_tokens: usage.cacheWrite,
    cost_micros: costMicros,
  };
}
