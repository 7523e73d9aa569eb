import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import { openOwnTools } from '../act/act.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { directly, whileWritable } from '../may-change.ts';
import { revertFlows } from '../revert/revert-flows.ts';
import { purgeBound } from './deleted-files.ts';
import { diffCheckpoint } from './diff-checkpoint.ts';
import { keepState, OF_ONE_ACTION } from './keep-present.ts';
import { redoChanges } from './redo-changes.ts';
import { reopenWorkspace } from './reopen-workspace.ts';
import { findSnapshot, restoreCheckpoint } from './restore-checkpoint.ts';
import { undoChanges } from './undo-changes.ts';

/** A snapshot, and what its action changed where that is known. */
export type ShownCheckpoint = { readonly snapshot: Snapshot; readonly changes: readonly EntryChange[] | null };

/** What removing old snapshots freed. */
export type Purged = {
  readonly snapshots: number;
  readonly freedBytes: number;
  /** What was removed was older than this: the time that was asked for, or earlier to keep what agents deleted. */
  readonly olderThanMs: number;
  readonly logIndex: number;
};

/** The flows about checkpoints and undoing. People may use them directly; agents go through `act`. */
export function workspaceFlows(
  context: FlowContext,
): Pick<
  Gateway,
  | 'act'
  | 'diffCheckpoint'
  | 'listCheckpoints'
  | 'showCheckpoint'
  | 'takeCheckpoint'
  | 'restoreCheckpoint'
  | 'undo'
  | 'redo'
  | 'purgeCheckpoints'
  | 'reopenWorkspace'
  | keyof ReturnType<typeof revertFlows>
> {
  const { snapshots } = context.ports.workspaces;
  const act = openOwnTools(context);
  return {
    act,
    ...revertFlows(context, act),
    diffCheckpoint: (query) => diffCheckpoint(context, query),
    listCheckpoints: ({ limit, ...filter }) => snapshots.list({ limit, ...given(filter) }),
    showCheckpoint: (id) => showCheckpoint(context, id),
    takeCheckpoint: async (caller, { root }) => takeByHand(context, directly(caller), root),
    restoreCheckpoint: async (caller, order) => restoreCheckpoint(whileWritable(context), directly(caller), order),
    undo: async (caller, order) => undoChanges(whileWritable(context), directly(caller), order),
    redo: async (caller, order) => redoChanges(whileWritable(context), directly(caller), order),
    reopenWorkspace: async (caller, { root }) => reopenWorkspace(whileWritable(context), directly(caller), root),
    purgeCheckpoints: async (caller, { olderThanMs }) => purge(context, directly(caller), olderThanMs),
  };
}

type Filter = { readonly [Name in 'root' | 'session' | 'action']?: string | undefined };

/** What was asked for; what was not is left out. */
function given(filter: Filter): { readonly [Name in keyof Filter]?: string } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

async function showCheckpoint(context: FlowContext, id: string): Promise<ShownCheckpoint> {
  const { snapshots } = context.ports.workspaces;
  const snapshot = await findSnapshot(context, id);
  if (snapshot.action === null) return { snapshot, changes: null };
  const siblings = await snapshots.list({ action: snapshot.action, root: snapshot.root, limit: OF_ONE_ACTION });
  const of = (reason: Snapshot['reason']): Snapshot | undefined => siblings.find((one) => one.reason === reason);
  const [before, after] = [of('before'), of('after')];
  if (before === undefined || after === undefined) return { snapshot, changes: null };
  return { snapshot, changes: await snapshots.compare(before.id, after.id) };
}

/** A person's own checkpoint, on record. */
async function takeByHand(context: FlowContext, { principal }: Caller, root: string): Promise<Snapshot> {
  const { ports, sequencer } = context;
  const possible = ports.workspaces.snapshots.canTake(root, null);
  if (!possible.ok) throw new GatewayError('input.invalid', `take a checkpoint of ${root}: ${possible.why}`);
  const about = { root, reason: 'manual', action: null, session: null, paths: null } as const;
  const snapshot = await keepState(context, about);
  const entry = {
    ...{ type: 'checkpoint.taken' as const, atMs: ports.clock.nowMs(), actor: principal, session: null, action: null },
    data: { checkpoint: snapshot.id, entries: snapshot.entryCount, left_out: snapshot.leftOut.length },
  };
  await sequencer.append({ entries: [{ entry, payload: JSON.stringify({ root }) }], changes: () => [] });
  return snapshot;
}

/**
 * Recorded before anything is removed: what is gone cannot be recorded any more. What agents deleted within thirty days is kept,
 * with all that is newer.
 */
async function purge(context: FlowContext, { principal }: Caller, askedMs: number): Promise<Purged> {
  const { ports, sequencer } = context;
  const atMs = ports.clock.nowMs();
  if (!(askedMs <= atMs))
    throw new GatewayError('input.invalid', `purge checkpoints older than ${askedMs}: it lies ahead, want a past time`);
  const olderThanMs = await purgeBound(context, askedMs);
  const data = { asked_ms: askedMs, older_than_ms: olderThanMs };
  const entry = { type: 'checkpoint.purged' as const, atMs, actor: principal, session: null, action: null, data };
  const noted = await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  if (!noted.ok) throw new GatewayError('log.unwritable', `purge checkpoints: ${noted.conflict}`);
  return { ...(await ports.workspaces.snapshots.purge(olderThanMs)), olderThanMs, logIndex: noted.firstIndex };
}
