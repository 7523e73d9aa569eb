import type { BudgetRecord, BudgetStore } from '../../ports/budget-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';
import type { UndoLog } from './undo-log.ts';

type Target = { readonly state: MemoryState; readonly undo: UndoLog };
type BudgetChange = Extract<StateChange, { kind: `budget.${string}` }>;

/** Budgets and reservations in memory. */
export function createMemoryBudgetStore(state: MemoryState): BudgetStore {
  const ready = () => stateForUse(state, 'read budgets');
  return {
    async find(scope) {
      return ready().budgets.get(scope) ?? null;
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const known = [...ready().budgets.values()];
      const place = after === null ? -1 : known.findIndex(({ scope }) => scope === after);
      return after !== null && place < 0 ? [] : known.slice(place + 1, place + 1 + limit);
    },
    async listOpen(limit) {
      checkLimit(limit, MAX_LISTED);
      return [...ready().reservations.values()].slice(0, limit);
    },
  };
}

/** Applies a change of budgets, or answers why it cannot be. */
export function applyBudgetChange(change: BudgetChange, target: Target): ConflictCode | null {
  const { state, undo } = target;
  switch (change.kind) {
    case 'budget.hold': {
      const { reservation } = change;
      if (state.reservations.has(reservation.id)) return 'reservation-exists';
      undo.set(state.reservations, [reservation.id, reservation]);
      for (const scope of change.warned) update(target, scope, { warned: true });
      return null;
    }
    case 'budget.settle': {
      const held = state.reservations.get(change.id);
      if (held === undefined) return 'reservation-settled';
      undo.delete(state.reservations, change.id);
      for (const scope of held.scopes) {
        const { used } = budgetOf(state, scope);
        const tokens = used.tokens + change.used.tokens;
        update(target, scope, { used: { tokens, costMicros: used.costMicros + change.used.costMicros } });
      }
      return null;
    }
    case 'budget.limit':
      update(target, change.scope, { limit: change.limit, warned: false });
      return null;
    case 'budget.reset':
      update(target, change.scope, { used: { tokens: 0, costMicros: 0 }, warned: false });
      return null;
  }
}

function update({ state, undo }: Target, scope: string, changes: Partial<BudgetRecord>): void {
  undo.set(state.budgets, [scope, { ...budgetOf(state, scope), ...changes }]);
}

function budgetOf(state: MemoryState, scope: string): BudgetRecord {
  return state.budgets.get(scope) ?? { scope, used: { tokens: 0, costMicros: 0 }, limit: null, warned: false };
}
