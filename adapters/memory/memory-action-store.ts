import type { ActionStore } from '../../ports/action-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import { firstMatches, type MemoryState, pageAfter, pairKey, stateForUse } from './memory-state.ts';

/** Actions in memory. */
export function createMemoryActionStore(state: MemoryState): ActionStore {
  const ready = () => stateForUse(state, 'read actions');
  const byId = (id: string | undefined) => (id === undefined ? null : (ready().actions.get(id) ?? null));
  return {
    async find(id) {
      return ready().actions.get(id) ?? null;
    },
    async findByIdempotencyKey(principal, key) {
      return byId(ready().actionsByKey.get(pairKey(principal, key)));
    },
    async findByCallId(session, callId) {
      return byId(ready().actionsByCall.get(pairKey(session, callId)));
    },
    async listByStatus(status, { after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const behind = pageAfter([...ready().actions.values()], { after, limit: ready().actions.size });
      return firstMatches(behind, { limit, matches: (record) => record.status === status });
    },
    async listBySession(session, { before, limit }) {
      checkLimit(limit, MAX_LISTED);
      const own = [...ready().actions.values()].filter((record) => record.session === session);
      return pageAfter(own.reverse(), { after: before, limit });
    },
  };
}
