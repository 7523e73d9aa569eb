import type { ConflictCode } from '../../ports/ledger-store.ts';
import { MAX_PEOPLE, type PersonStore } from '../../ports/person-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';
import type { UndoLog } from './undo-log.ts';

/** People in memory. */
export function createMemoryPersonStore(state: MemoryState): PersonStore {
  return {
    async find(id) {
      return stateForUse(state, 'find a person').people.get(id) ?? null;
    },
    async list() {
      return [...stateForUse(state, 'list people').people.values()].slice(0, MAX_PEOPLE);
    },
  };
}

type PersonChange = Extract<StateChange, { readonly kind: 'person.save' | 'person.forget' | 'web-session.save' }>;

/** Writes or forgets a person, or writes the session of one's browser. */
export function applyPersonChange(
  change: PersonChange,
  { state, undo }: { readonly state: MemoryState; readonly undo: UndoLog },
): ConflictCode | null {
  if (change.kind === 'person.forget') {
    undo.delete(state.people, change.id);
    return null;
  }
  if (change.kind === 'web-session.save') {
    undo.set(state.webSessions, [change.record.id, change.record]);
    return null;
  }
  const { record } = change;
  if ((state.people.get(record.id)?.revision ?? 0) !== record.revision - 1) return 'person-moved';
  undo.set(state.people, [record.id, record]);
  return null;
}
