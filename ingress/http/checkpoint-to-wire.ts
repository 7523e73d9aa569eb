import type { Restoration } from '../../application/workspace/restore-checkpoint.ts';
import type { Undone } from '../../application/workspace/undo-changes.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { WireCheckpoint, WireEntryChange, WireEntryState, WireRestoration, WireUndone } from '../../sdk/wire.ts';

/** A snapshot, on the wire. */
export function checkpointToWire(snapshot: Snapshot): WireCheckpoint {
  return {
    id: snapshot.id,
    root: snapshot.root,
    taken_at_ms: snapshot.takenAtMs,
    reason: snapshot.reason,
    action: snapshot.action,
    session: snapshot.session,
    paths: snapshot.paths,
    entry_count: snapshot.entryCount,
    size_bytes: snapshot.sizeBytes,
    left_out: snapshot.leftOut,
    superseded_by: snapshot.supersededBy,
  };
}

/** One path's change, on the wire. */
export function changeToWire({ path, before, after }: EntryChange): WireEntryChange {
  return { path, before: stateToWire(before), after: stateToWire(after) };
}

/** What was put back, on the wire. */
export function restorationToWire(restoration: Restoration): WireRestoration {
  return {
    root: restoration.root,
    checkpoint: restoration.checkpoint,
    changes: restoration.changes.map(changeToWire),
    unreached: restoration.unreached,
    undone_by: restoration.undoneBy,
    superseded: restoration.superseded.length,
    log_index: restoration.logIndex,
  };
}

/** What was undone, on the wire. */
export function undoneToWire(undone: Undone): WireUndone {
  return {
    root: undone.root,
    actions: undone.actions,
    changes: undone.changes.map(changeToWire),
    conflicts: undone.conflicts,
    unreached: undone.unreached,
    other_names: undone.otherNames,
    redone_by: undone.redoneBy,
    log_index: undone.logIndex,
  };
}

/** What stands at a path, on the wire. */
export function stateToWire(state: EntryState): WireEntryState {
  if (state.kind !== 'file') return state;
  return { kind: 'file', mode: state.mode, sha256: state.sha256, size_bytes: state.sizeBytes };
}
