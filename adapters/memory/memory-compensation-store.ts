import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { CompensationStore } from '../../ports/compensation-store.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';

/** Compensations in memory. */
export function createMemoryCompensationStore(state: MemoryState): CompensationStore {
  const all = () => stateForUse(state, 'read compensations').compensations;
  return {
    async find(action) {
      return all().get(action) ?? null;
    },
    async findByRun(action) {
      return [...all().values()].findLast(({ ranAs }) => ranAs === action) ?? null;
    },
    async listByState(wanted, limit) {
      checkLimit(limit, MAX_LISTED);
      return [...all().values()].filter(({ state: stands }) => stands === wanted).slice(0, limit);
    },
    async list({ session, after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const known = [...all().values()];
      const place = after === null ? -1 : known.findIndex(({ action }) => action === after);
      if (after !== null && place < 0) return [];
      const behind = known.slice(place + 1);
      return behind.filter((record) => session === null || record.session === session).slice(0, limit);
    },
  };
}
