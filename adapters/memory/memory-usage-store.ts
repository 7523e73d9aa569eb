import { addUsage as sumUsage } from '../../core/model/model-usage.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { UsageRow, UsageStore } from '../../ports/usage-store.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';
import type { UndoLog } from './undo-log.ts';

/** What models used, in memory. */
export function createMemoryUsageStore(state: MemoryState): UsageStore {
  return {
    async list({ fromDay, toDay, principal, limit }) {
      checkLimit(limit, MAX_LISTED);
      return [...stateForUse(state, 'list usage').usage.values()]
        .filter((row) => row.day >= fromDay && row.day <= toDay)
        .filter((row) => principal === null || row.principal === principal)
        .toSorted(compareRows)
        .slice(0, limit);
    },
  };
}

/** Adds one call to its row. */
export function addUsage(
  { day, principal, used }: Extract<StateChange, { kind: 'usage.add' }>,
  { state, undo }: { readonly state: MemoryState; readonly undo: UndoLog },
): void {
  const { provider, model, usage, costMicros } = used;
  const key = JSON.stringify([day, principal, provider, model]);
  const before = state.usage.get(key);
  undo.set(state.usage, [
    key,
    {
      day,
      principal,
      provider,
      model,
      calls: (before?.calls ?? 0) + 1,
      usage: before === undefined ? usage : sumUsage(before.usage, usage),
      costMicros: (before?.costMicros ?? 0) + costMicros,
    },
  ]);
}

function compareRows(first: UsageRow, second: UsageRow): number {
  if (first.day !== second.day) return second.day - first.day;
  for (const name of ['principal', 'provider', 'model'] as const) {
    const order = Buffer.compare(Buffer.from(first[name]), Buffer.from(second[name]));
    if (order !== 0) return order;
  }
  return 0;
}
