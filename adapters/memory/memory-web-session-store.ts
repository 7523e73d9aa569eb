import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { WebSessionStore } from '../../ports/web-session-store.ts';
import { firstMatches, type MemoryState, stateForUse } from './memory-state.ts';

/** Sessions of browsers in memory. */
export function createMemoryWebSessionStore(state: MemoryState): WebSessionStore {
  return {
    async find(id) {
      return stateForUse(state, 'find a session of a browser').webSessions.get(id) ?? null;
    },
    async listOpen(atMs, limit) {
      checkLimit(limit, MAX_LISTED);
      const sessions = stateForUse(state, 'list sessions of browsers').webSessions.values();
      return firstMatches(sessions, {
        limit,
        matches: ({ endedAtMs, expiresAtMs }) => endedAtMs === null && expiresAtMs > atMs,
      });
    },
  };
}
