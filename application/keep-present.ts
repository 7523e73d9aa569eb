import type { Snapshot } from '../ports/snapshot-store.ts';
import type { FlowContext } from './flow-context.ts';

/** What a snapshot of the present is about, and why it is taken. */
export type Keeping = Pick<Snapshot, 'root' | 'paths' | 'action' | 'session' | 'reason'>;

/** Keeps the present state of a workspace, or of some of its paths. */
export function keepState({ ports }: FlowContext, what: Keeping): Promise<Snapshot> {
  const atMs = ports.clock.nowMs();
  return ports.workspaces.snapshots.take({ ...what, id: ports.randomness.uuid(atMs), atMs });
}

/** Keeps the present state of what a snapshot is about; one taken by hand belongs to no action. */
export function takeNow(context: FlowContext, like: Snapshot, reason: Snapshot['reason']): Promise<Snapshot> {
  const { root, paths } = like;
  const { action, session } = reason === 'manual' ? { action: null, session: null } : like;
  return keepState(context, { root, paths, action, session, reason });
}

/** Keeps the state that an undo or a restore left, under the id of what was kept before it: so that redoing knows it. */
export async function keepLeft(
  context: FlowContext,
  { root, paths, kept }: Pick<Snapshot, 'root' | 'paths'> & { readonly kept: Snapshot },
): Promise<void> {
  await keepState(context, { root, paths, action: kept.id, session: kept.session, reason: 'after' });
}
