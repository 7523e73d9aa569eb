import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { MAX_SNAPSHOTS, takeNow } from './keep-present.ts';
import { outOfReach, requireRoot } from './reachable-changes.ts';
import { wayBack } from './restore-checkpoint.ts';
import type { Undone } from './undo-changes.ts';
import { nothingToUndo } from './undo-steps.ts';
import { failedAfterWrite, RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

/** Where the newest undo or restore is done again. */
export type RedoOrder = {
  readonly root: string;
  /** Does it although somebody changed the same paths since. */
  readonly force: boolean;
  readonly dryRun: boolean;
};

/**
 * Brings back what the newest undo or restore took away. A path that is not as that left it is refused (`files.drifted`) unless
 * `force` says otherwise. Raises `checkpoint.nothing` where nothing was undone.
 */
export async function redoChanges(context: FlowContext, caller: Caller, order: RedoOrder): Promise<Undone> {
  const { snapshots } = context.ports.workspaces;
  const all = await snapshots.list({ root: order.root, limit: MAX_SNAPSHOTS });
  const newest = all.find(({ reason, supersededBy }) => reason === 'restore' && supersededBy === null);
  if (newest === undefined)
    throw nothingToUndo(order.root, 'no undo or restore is left that could be taken back', 'redo');
  await requireRoot(context, 'redo', newest.root);
  const present = await takeNow(context, newest, order.dryRun ? 'look' : 'manual');
  const { changes, unreached } = await wayBack(context, { target: newest, present, paths: null });
  const left = all.find(({ reason, action }) => reason === 'after' && action === newest.id);
  const changed = await conflictsOf(context, { present, left, changes });
  const conflicts = [...new Set([...changed, ...unreached.map(({ path }) => path)])];
  const base = { root: newest.root, actions: [], changes, conflicts, unreached, otherNames: [] };
  if (order.dryRun) return { ...base, redoneBy: null, logIndex: null };
  if (conflicts.length > 0 && !order.force) throw changedSince(newest.root, conflicts);
  if (changes.length === 0 && unreached.length > 0) throw outOfReach(`redo in ${newest.root}`, unreached);
  const record = { checkpoint: newest.id, kept: present.id, kind: 'redo' };
  const how = { bounds: RESTORE_BOUNDS, mayHaveOtherNames: true };
  const write = { root: newest.root, changes, by: caller.principal, ...how, record };
  const logIndex = changes.length === 0 ? null : await writeWorkspace(context, write);
  try {
    await snapshots.supersede([newest.id], present.id);
  } catch (error) {
    throw failedAfterWrite(error, changes);
  }
  return { ...base, redoneBy: present.id, logIndex };
}

type Seen = {
  readonly present: Snapshot;
  /** The state that the undo left; where it is not known, every path is doubtful. */
  readonly left: Snapshot | undefined;
  readonly changes: Undone['changes'];
};

async function conflictsOf({ ports }: FlowContext, { present, left, changes }: Seen): Promise<readonly string[]> {
  const meant = new Set(changes.map(({ path }) => path));
  if (left === undefined) return [...meant];
  const since = await ports.workspaces.snapshots.compare(left.id, present.id);
  return since.flatMap(({ path }) => (meant.has(path) ? [path] : []));
}

function changedSince(root: string, conflicts: readonly string[]): GatewayError {
  const named = conflicts.slice(0, 5).join(', ');
  return new GatewayError(
    'files.drifted',
    `redo in ${root}: ${conflicts.length} paths changed since the undo, want them as it left them: ${named}`,
    { remedies: ['See what would happen with `--dry-run`.', 'Do it all the same with `--force`.'] },
  );
}
