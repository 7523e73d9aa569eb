import type { EntryChange } from '../core/workspace/entry-change.ts';
import type { Snapshot } from '../ports/snapshot-store.ts';
import type { FlowContext } from './flow-context.ts';
import type { Caller } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import { keepLeft, takeNow } from './keep-present.ts';
import { failedAfterWrite, RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

/** What is to be put back. */
export type RestoreOrder = {
  /** The id of a snapshot. */
  readonly checkpoint: string;
  /** Relative paths, each with everything below it; null for all of the snapshot. */
  readonly paths: readonly string[] | null;
  readonly dryRun: boolean;
};

/** What was put back, or would be. */
export type Restoration = {
  readonly root: string;
  readonly checkpoint: string;
  readonly changes: readonly EntryChange[];
  /** The snapshot of the state before restoring, which brings it back; null in a dry run, and where nothing differed. */
  readonly undoneBy: string | null;
  /** Snapshots that are history now. */
  readonly superseded: readonly string[];
  /** Place of the record in the log; null where nothing was written. */
  readonly logIndex: number | null;
};

/** Most snapshots that one restore can supersede; beyond it is refused. */
const MAX_SUPERSEDED = 100_000;

/**
 * Puts a workspace back as it was: every path that differs from the snapshot, in one change, after keeping the present state.
 *
 * Later snapshots are marked as superseded, never deleted, so that restoring can itself be undone. Raises
 * `checkpoint.unknown`; what the file gateway refuses is raised as `files.*` and leaves everything as it is.
 */
export async function restoreCheckpoint(
  context: FlowContext,
  caller: Caller,
  order: RestoreOrder,
): Promise<Restoration> {
  const target = await findSnapshot(context, order.checkpoint);
  const present = await takeNow(context, target, 'look');
  const differing = await context.ports.workspaces.snapshots.compare(present.id, target.id);
  const changes = differing.filter(({ path }) => isWanted(path, order.paths));
  const base = { root: target.root, checkpoint: target.id, changes };
  if (order.dryRun || changes.length === 0) return { ...base, undoneBy: null, superseded: [], logIndex: null };
  const { snapshots } = context.ports.workspaces;
  const kept = await takeNow(context, target, 'restore');
  const superseded = order.paths === null ? await laterThan(context, target) : [];
  const record = { checkpoint: target.id, kind: 'restore', kept: kept.id, superseded: superseded.length };
  const how = { bounds: RESTORE_BOUNDS, mayHaveOtherNames: true };
  const write = { root: target.root, changes, by: caller.principal, ...how, record };
  const logIndex = await writeWorkspace(context, write).catch(async (error: unknown) => {
    await snapshots.supersede([kept.id], kept.id);
    throw error;
  });
  try {
    await keepLeft(context, { root: target.root, paths: target.paths, kept });
    await snapshots.supersede(superseded, kept.id);
  } catch (error) {
    throw failedAfterWrite(error, changes);
  }
  return { ...base, undoneBy: kept.id, superseded, logIndex };
}

/** Raises `checkpoint.unknown` where there is no such snapshot. */
export async function findSnapshot({ ports }: FlowContext, id: string): Promise<Snapshot> {
  const found = await ports.workspaces.snapshots.find(id);
  if (found !== null && found.reason !== 'look') return found;
  throw new GatewayError('checkpoint.unknown', `find checkpoint ${JSON.stringify(id.slice(0, 64))}: there is none`, {
    remedies: ['List them with `countersign checkpoint list`.'],
  });
}

function isWanted(path: string, wanted: readonly string[] | null): boolean {
  return wanted === null || wanted.some((one) => path === one || path.startsWith(`${one}/`));
}

/** Snapshots of the same paths of the root taken after one, which count still: others are none of its history. */
async function laterThan({ ports }: FlowContext, { id, root, paths }: Snapshot): Promise<readonly string[]> {
  const isCovered = (others: readonly string[] | null): boolean =>
    paths === null || (others !== null && others.every((path) => isWanted(path, paths)));
  const all = await ports.workspaces.snapshots.list({ root, limit: MAX_SUPERSEDED });
  const newer = all.slice(
    0,
    Math.max(
      0,
      all.findIndex((snapshot) => snapshot.id === id),
    ),
  );
  const later = newer.filter(
    (one) => one.supersededBy === null && one.reason !== 'restore' && one.reason !== 'manual' && isCovered(one.paths),
  );
  return later.map((snapshot) => snapshot.id);
}
