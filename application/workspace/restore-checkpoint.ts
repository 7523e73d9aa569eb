import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { keepLeft, takeNow } from './keep-present.ts';
import {
  lookAtAll,
  outOfReach,
  type Reach,
  reachHidden,
  requireRoot,
  type Unreached,
  withinReach,
} from './reachable-changes.ts';
import { failedAfterWrite, namedPaths, RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

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
  /** Paths that differ and stay as they are, each with what is in the way. */
  readonly unreached: readonly Unreached[];
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
 * Later snapshots are marked as superseded, never deleted, so that restoring can itself be undone. What cannot be put back is named,
 * and refused (`files.drifted`) where that is all. Raises `checkpoint.unknown`, and `checkpoint.nothing` for a path of which the
 * snapshot says nothing; what the file gateway refuses is raised as `files.*` and leaves everything as it is.
 */
export async function restoreCheckpoint(
  context: FlowContext,
  caller: Caller,
  order: RestoreOrder,
): Promise<Restoration> {
  const target = await findSnapshot(context, order.checkpoint);
  requireHeld(target, order.paths ?? []);
  await requireRoot(context, 'restore', target.root);
  const present = await takeNow(context, target, 'look');
  const { changes, unreached } = await wayBack(context, { target, present, paths: order.paths });
  await requireKnown(context, target, { wanted: order.paths ?? [], found: [...changes, ...unreached] });
  const base = { root: target.root, checkpoint: target.id, changes, unreached };
  if (order.dryRun || changes.length === 0) {
    if (!order.dryRun && unreached.length > 0) throw outOfReach(`restore ${target.root}`, unreached);
    return { ...base, undoneBy: null, superseded: [], logIndex: null };
  }
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

/** Where nothing is put back, nobody must take it for a path that is as it was. */
function requireHeld({ paths, leftOut }: Snapshot, wanted: readonly string[]): void {
  for (const path of wanted) {
    const isLookedAt = paths === null || isWanted(path, paths) || paths.some((one) => isWanted(one, [path]));
    if (!isLookedAt)
      throw notHeld(path, `found a checkpoint of ${namedPaths(paths.map((one) => ({ path: one })))} only`);
    const out = leftOut.find((one) => isWanted(path, [one.path]));
    if (out !== undefined) throw notHeld(path, `the checkpoint left ${out.path} out: ${out.why}`);
  }
}

type Known = { readonly wanted: readonly string[]; readonly found: readonly { readonly path: string }[] };

async function requireKnown(context: FlowContext, { root }: Snapshot, { wanted, found }: Known): Promise<void> {
  const silent = wanted.filter((path) => !found.some((one) => isWanted(one.path, [path])));
  const looked = await lookAtAll(context, root, silent);
  const missing = silent.find((path) => looked.get(path)?.state?.kind === 'absent');
  if (missing !== undefined) throw notHeld(missing, 'nothing is there, neither in the checkpoint nor now');
}

function notHeld(path: string, why: string): GatewayError {
  return new GatewayError('checkpoint.nothing', `restore ${path}: ${why}`, {
    remedies: ['See what a checkpoint holds with `countersign checkpoint show ID`.'],
  });
}

type Between = { readonly target: Snapshot; readonly present: Snapshot; readonly paths: RestoreOrder['paths'] };

/** What leads from the present to a snapshot, and what nothing leads back. */
export async function wayBack(context: FlowContext, { target, present, paths }: Between): Promise<Reach> {
  const { snapshots } = context.ports.workspaces;
  const differing = (await snapshots.compare(present.id, target.id)).filter(({ path }) => isWanted(path, paths));
  const { hidden, lost } = await snapshots.unseen(target.id, present.id);
  const found = await reachHidden(
    context,
    target.root,
    hidden.filter(({ path }) => isWanted(path, paths)),
  );
  const known = new Set(found.changes.map(({ path }) => path));
  const all = [...differing.filter(({ path }) => !known.has(path)), ...found.changes];
  all.sort((one, other) => (one.path < other.path ? -1 : 1));
  const reach = await withinReach(context, target.root, all);
  return {
    changes: reach.changes,
    unreached: [...found.unreached, ...reach.unreached, ...lost.filter(({ path }) => isWanted(path, paths))],
  };
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
