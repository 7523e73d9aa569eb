import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { PinnedTool, ToolRecord, ToolRegistry } from '../../ports/tool-registry.ts';
import { type MemoryState, pairKey, stateForUse } from './memory-state.ts';

/** Tools and their pins in memory. */
export function createMemoryToolRegistry(state: MemoryState): ToolRegistry {
  const tools = () => stateForUse(state, 'read tools').tools;
  return {
    async find({ server, name }) {
      return tools().get(pairKey(server, name)) ?? null;
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const known = [...tools().entries()];
      const key = after === null ? null : pairKey(after.server, after.name);
      const place = key === null ? -1 : known.findIndex(([own]) => own === key);
      if (key !== null && place < 0) return [];
      return known.slice(place + 1, place + 1 + limit).map(([, tool]) => recordOf(tool));
    },
  };
}

function recordOf({ acceptedListing: _accepted, seenListing: _seen, ...record }: PinnedTool): ToolRecord {
  return record;
}
