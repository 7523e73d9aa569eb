import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { SessionStore } from '../../ports/session-store.ts';
import { firstMatches, type MemoryState, stateForUse } from './memory-state.ts';

/** Sessions in memory. */
export function createMemorySessionStore(state: MemoryState): SessionStore {
  return {
    async find(id) {
      return stateForUse(state, 'find a session').sessions.get(id) ?? null;
    },
    async listOpen(limit) {
      checkLimit(limit, MAX_LISTED);
      const newestFirst = [...stateForUse(state, 'list sessions').sessions.values()].reverse();
      return firstMatches(newestFirst, { limit, matches: ({ endedAtMs }) => endedAtMs === null });
    },
  };
}
