import { toHex } from '../../core/encoding/hex.ts';
import { checkBatch, checkNote } from '../../ports/check-batch.ts';
import { checkLimit, checkPlace, MAX_READ } from '../../ports/check-bounds.ts';
import type {
  CommitOutcome,
  LedgerBatch,
  LedgerStore,
  LedgerUnit,
  StoredHead,
  UnitConflict,
} from '../../ports/ledger-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { applyChange } from './apply-change.ts';
import { type MemoryState, stateForUse } from './memory-state.ts';
import { createUndoLog, type UndoLog } from './undo-log.ts';

/** The log in memory: as atomic as a database, and gone with the process. */
export function createMemoryLedgerStore(state: MemoryState): LedgerStore {
  return {
    async loadHead() {
      const { head } = stateForUse(state, 'load the head');
      return head === null ? null : copyHead(head);
    },
    async commit(batch) {
      return commitBatch(stateForUse(state, 'commit a batch'), batch);
    },
    async readEntries({ fromIndex, limit }) {
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      const { entries } = stateForUse(state, 'read entries');
      return entries
        .slice(fromIndex, fromIndex + limit)
        .map((entry) => ({ ...entry, leafHash: Uint8Array.from(entry.leafHash) }));
    },
    async scanEntries({ fromIndex, limit }) {
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      const { entries } = stateForUse(state, 'read entries');
      return entries
        .slice(fromIndex, fromIndex + limit)
        .map(({ index, text, leafHash }) => ({ index, text, leafHex: toHex(leafHash) }));
    },
    async readNodes({ level, fromIndex, limit }) {
      checkPlace(level, 1);
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      const stored = [...(stateForUse(state, 'read nodes').nodes.get(level)?.values() ?? [])];
      return stored
        .filter((node) => node.index >= fromIndex)
        .sort((first, second) => first.index - second.index)
        .slice(0, limit)
        .map((node) => ({ ...node, hash: Uint8Array.from(node.hash) }));
    },
    async readPayload(entryIndex) {
      checkPlace(entryIndex, 0);
      const payload = stateForUse(state, 'read a payload').payloads.get(entryIndex);
      return payload === undefined ? null : { ...payload, sealed: Uint8Array.from(payload.sealed) };
    },
    async erasePayload(entryIndex) {
      checkPlace(entryIndex, 0);
      stateForUse(state, 'erase a payload').payloads.delete(entryIndex);
    },
    async saveCosignedNote(head) {
      checkNote(head.note);
      const current = stateForUse(state, 'save a cosigned note').head;
      if (current === null || current.size !== head.size || !sameBytes(current.root, head.root)) return false;
      state.head = copyHead(head);
      return true;
    },
  };
}

function commitBatch(state: MemoryState, batch: LedgerBatch): CommitOutcome {
  checkBatch(batch);
  if ((state.head?.size ?? 0) !== batch.expectedSize) return { ok: false, headMoved: true };
  const undo = createUndoLog();
  const conflicts = applyUnits(batch.units, { state, undo });
  if (conflicts.length > 0) {
    undo.rewind(0);
    return { ok: false, conflicts };
  }
  const taken = batch.nodes.find(({ level, index }) => state.nodes.get(level)?.has(index));
  if (taken !== undefined) {
    undo.rewind(0);
    throw new StoreError('store.failed', `commit a batch: found node ${taken.level}/${taken.index} stored already`);
  }
  appendToLog(state, batch);
  return { ok: true };
}

function applyUnits(
  units: readonly LedgerUnit[],
  target: { readonly state: MemoryState; readonly undo: UndoLog },
): readonly UnitConflict[] {
  const conflicts: UnitConflict[] = [];
  for (const [unit, { changes }] of units.entries()) {
    const mark = target.undo.mark();
    for (const change of changes) {
      const code = applyChange(change, target);
      if (code === null) continue;
      target.undo.rewind(mark);
      conflicts.push({ unit, code });
      break;
    }
  }
  return conflicts;
}

function appendToLog(state: MemoryState, { entries, payloads, nodes, head }: LedgerBatch): void {
  for (const { index, text, leafHash } of entries) {
    state.entries.push({ index, text, leafHash: Uint8Array.from(leafHash) });
  }
  for (const { entryIndex, salt, sealed } of payloads) {
    state.payloads.set(entryIndex, { entryIndex, salt, sealed: Uint8Array.from(sealed) });
  }
  for (const { level, index, hash } of nodes) {
    const stored = state.nodes.get(level) ?? new Map();
    stored.set(index, { level, index, hash: Uint8Array.from(hash) });
    state.nodes.set(level, stored);
  }
  state.head = copyHead(head);
}

function copyHead({ size, root, note }: StoredHead): StoredHead {
  return { size, root: Uint8Array.from(root), note };
}

function sameBytes(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, place) => byte === second[place]);
}
