import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { LeaseStore } from '../../ports/lease-store.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { firstMatches, type MemoryState, stateForUse } from './memory-state.ts';
import type { UndoLog } from './undo-log.ts';

type Target = { readonly state: MemoryState; readonly undo: UndoLog };
type LeaseChange = Extract<StateChange, { kind: `lease.${string}` }>;

/** Leases in memory. */
export function createMemoryLeaseStore(state: MemoryState): LeaseStore {
  const leases = () => stateForUse(state, 'read leases').leases;
  return {
    async find(id) {
      return leases().get(id) ?? null;
    },
    async listLive(limit) {
      checkLimit(limit, MAX_LISTED);
      return firstMatches(leases().values(), { limit, matches: ({ end }) => end === null });
    },
    async listNewest(limit) {
      checkLimit(limit, MAX_LISTED);
      return [...leases().values()].toReversed().slice(0, limit);
    },
  };
}

/** Applies a change of leases, or answers why it cannot be. */
export function applyLeaseChange(change: LeaseChange, { state, undo }: Target): ConflictCode | null {
  if (change.kind === 'lease.save') {
    const stored = state.leases.get(change.lease.id);
    if ((stored?.version ?? 0) !== change.lease.version - 1) return 'lease-moved';
    undo.set(state.leases, [change.lease.id, { ...change.lease, calls: stored?.calls ?? change.lease.calls }]);
    return null;
  }
  for (const id of change.ids) {
    const stored = state.leases.get(id);
    if (stored !== undefined) undo.set(state.leases, [id, { ...stored, calls: stored.calls + 1 }]);
  }
  return null;
}
