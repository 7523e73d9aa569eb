import type { Delivery } from '../../core/notify/delivery.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type {
  DeliveryQuery,
  NotificationChange,
  NotificationConflict,
  NotificationStore,
} from '../../ports/notification-store.ts';
import { firstMatches, type MemoryState, pageAfter, pairKey, stateForUse } from './memory-state.ts';
import { createUndoLog, type UndoLog } from './undo-log.ts';

type Target = { readonly state: MemoryState; readonly undo: UndoLog };

/** Deliveries, pairings and marks in memory. */
export function createMemoryNotificationStore(state: MemoryState): NotificationStore {
  const used = () => stateForUse(state, 'read notifications');
  return {
    async findDelivery(id) {
      return used().deliveries.get(id) ?? null;
    },
    async findByHandle(handle) {
      const { handles, deliveries } = used();
      const id = handles.get(handle);
      return id === undefined ? null : (deliveries.get(id) ?? null);
    },
    async listDeliveries(query) {
      checkLimit(query.limit, MAX_LISTED);
      const all = [...used().deliveries.values()];
      const ordered = query.order === 'newest' ? all.toReversed() : all;
      const later = pageAfter(ordered, { after: query.after ?? null, limit: all.length });
      return firstMatches(later, { limit: query.limit, matches: (delivery) => fits(delivery, query) });
    },
    async listDue(byMs, limit) {
      checkLimit(limit, MAX_LISTED);
      const due = [...used().deliveries.values()].filter(
        (delivery) => !delivery.settled && (wakeAtMs(delivery) ?? Infinity) <= byMs,
      );
      return due.toSorted((one, two) => (wakeAtMs(one) ?? 0) - (wakeAtMs(two) ?? 0)).slice(0, limit);
    },
    async listPairings({ states, limit }) {
      checkLimit(limit, MAX_LISTED);
      return firstMatches(used().pairings.values(), { limit, matches: ({ state: held }) => states.includes(held) });
    },
    async findMark(scope, key) {
      return used().marks.get(pairKey(scope, key)) ?? null;
    },
    async write(changes) {
      const target = { state: stateForUse(state, 'write notifications'), undo: createUndoLog() };
      for (const change of changes) {
        const conflict = applyNotificationChange(change, target);
        if (conflict === null) continue;
        target.undo.rewind(0);
        return conflict;
      }
      return null;
    },
  };
}

/** Applies a change of notifications, or answers why it cannot be. */
export function applyNotificationChange(
  change: NotificationChange,
  { state, undo }: Target,
): NotificationConflict | null {
  switch (change.kind) {
    case 'delivery.save': {
      const { delivery } = change;
      const stored = state.deliveries.get(delivery.id);
      if ((stored?.version ?? 0) !== delivery.version - 1) return 'delivery-moved';
      if (stored === undefined)
        for (const { handle } of delivery.handles) undo.set(state.handles, [handle, delivery.id]);
      undo.set(state.deliveries, [delivery.id, { ...delivery, handles: stored?.handles ?? delivery.handles }]);
      return null;
    }
    case 'delivery.forget':
      for (const delivery of [...state.deliveries.values()]) {
        if (!delivery.settled || delivery.createdAtMs >= change.beforeMs) continue;
        for (const { handle } of delivery.handles) {
          if (state.handles.get(handle) === delivery.id) undo.delete(state.handles, handle);
        }
        undo.delete(state.deliveries, delivery.id);
      }
      return null;
    case 'pairing.save': {
      const { pairing } = change;
      if ((state.pairings.get(pairing.id)?.version ?? 0) !== pairing.version - 1) return 'pairing-moved';
      undo.set(state.pairings, [pairing.id, pairing]);
      return null;
    }
    case 'mark.save': {
      const key = pairKey(change.mark.scope, change.mark.key);
      if (change.isNew && state.marks.has(key)) return 'mark-exists';
      undo.set(state.marks, [key, change.mark]);
      return null;
    }
    case 'mark.forget':
      for (const [key, { scope, atMs }] of state.marks) {
        if (scope === change.scope && atMs < change.beforeMs) undo.delete(state.marks, key);
      }
      return null;
  }
}

function fits(delivery: Delivery, query: DeliveryQuery): boolean {
  const { request, states, channel, to, reference, unsettled } = query;
  return (
    (request === undefined || delivery.request === request) &&
    (states === undefined || states.includes(delivery.state)) &&
    (channel === undefined || delivery.channel === channel) &&
    (to === undefined || delivery.to === to) &&
    (reference === undefined || delivery.reference === reference) &&
    (unsettled === undefined || !delivery.settled)
  );
}

function wakeAtMs({ dueAtMs, editDueAtMs }: Delivery): number | null {
  if (dueAtMs === null || editDueAtMs === null) return dueAtMs ?? editDueAtMs;
  return Math.min(dueAtMs, editDueAtMs);
}
