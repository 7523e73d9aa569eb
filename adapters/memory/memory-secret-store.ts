import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';

/** Secrets in memory, sealed as they were given. */
export function createMemorySecretStore(state: MemoryState): SecretStore {
  return {
    async find(name) {
      return stateForUse(state, 'find a secret').secrets.get(name) ?? null;
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const all = [...stateForUse(state, 'list secrets').secrets.values()];
      const place = after === null ? -1 : all.findIndex(({ name }) => name === after);
      return after !== null && place < 0 ? [] : all.slice(place + 1, place + 1 + limit);
    },
  };
}
