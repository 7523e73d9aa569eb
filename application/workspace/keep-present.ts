import { foldersAbove } from '../../core/workspace/entry-path.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { Snapshot, SnapshotStore } from '../../ports/snapshot-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';

/** Most snapshots of one root that are looked through. */
export const MAX_SNAPSHOTS = 100_000;

/** Snapshots an action may have: before and after, inside the workspace and outside. */
export const OF_ONE_ACTION = 16;

/** Most paths that a snapshot of some is about. */
const MAX_PATHS = 1_000;

/** What a snapshot of the present is about, and why it is taken. */
export type Keeping = Pick<Snapshot, 'root' | 'paths' | 'action' | 'session' | 'reason'>;

/** What takes a snapshot, and gives it its id and its time. */
export type SnapshotPorts = {
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
};

/** Takes a snapshot of the present state of a workspace, or of some of its paths. */
export function takeState({ snapshots, clock, randomness }: SnapshotPorts, what: Keeping): Promise<Snapshot> {
  const atMs = clock.nowMs();
  return snapshots.take({ ...what, id: randomness.uuid(atMs), atMs });
}

/** Keeps the present state of a workspace, or of some of its paths. Raises `files.failed` with the reason where it cannot be kept. */
export async function keepState({ ports }: Pick<FlowContext, 'ports'>, what: Keeping): Promise<Snapshot> {
  try {
    return await takeState({ ...ports, snapshots: ports.workspaces.snapshots }, what);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new GatewayError(
      error.code === 'store.full' ? 'files.no-space' : 'files.failed',
      `keep the present state: ${error.message}`,
      { remedies: ['See what is wrong with `countersign doctor`.'], cause: error },
    );
  }
}

/**
 * What to keep so that all of these paths are kept: those that lie below none of the others, since a path is kept with everything
 * below it; null, for the whole workspace, where there is none or where they are too many.
 */
export function pathsToKeep(paths: readonly string[]): readonly string[] | null {
  const all = new Set(paths);
  const outermost = [...all].filter((path) => !foldersAbove(path).some((above) => all.has(above)));
  return outermost.length === 0 || outermost.length > MAX_PATHS ? null : outermost;
}

/** Keeps the present state of what a snapshot is about; one taken by hand, or to look, belongs to no action. */
export function takeNow(context: FlowContext, like: Snapshot, reason: Snapshot['reason']): Promise<Snapshot> {
  const { root, paths } = like;
  const isOfNone = reason === 'manual' || reason === 'look';
  const { action, session } = isOfNone ? { action: null, session: null } : like;
  return keepState(context, { root, paths, action, session, reason });
}

/** Keeps the state that an undo or a restore left, under the id of what was kept before it: so that redoing knows it. Raises `StoreError`. */
export async function keepLeft(
  context: FlowContext,
  { root, paths, kept }: Pick<Snapshot, 'root' | 'paths'> & { readonly kept: Snapshot },
): Promise<void> {
  const snapshots = context.ports.workspaces.snapshots;
  await takeState(
    { ...context.ports, snapshots },
    { root, paths, action: kept.id, session: kept.session, reason: 'after' },
  );
}
