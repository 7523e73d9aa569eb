import type { WireActionRow } from '../../../sdk/wire.ts';

/** What one page holds in memory; the oldest go. */
export const MAX_ROWS = 20_000;

/** Joins rows; of an action that is in both, the first counts. Newest first. */
export function merged(first: readonly WireActionRow[], second: readonly WireActionRow[]): readonly WireActionRow[] {
  const known = new Map<string, WireActionRow>();
  for (const row of [...first, ...second]) {
    const other = known.get(row.action_id);
    if (other === undefined || row.log_index > other.log_index) known.set(row.action_id, row);
  }
  return [...known.values()].sort((one, two) => two.log_index - one.log_index).slice(0, MAX_ROWS);
}
