import type { EntryChange } from '../core/workspace/entry-change.ts';
import { isSameState } from '../core/workspace/entry-state.ts';
import { invertChanges, mergeChanges } from '../core/workspace/merge-changes.ts';
import type { Snapshot } from '../ports/snapshot-store.ts';
import type { FlowContext } from './flow-context.ts';
import { foldersThatStay } from './folders-that-stay.ts';
import type { Caller } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import { takeNow } from './restore-checkpoint.ts';
import { RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

/** What is to be undone below one root: always whole actions, newest first, or one file of the newest that changed it. */
export type UndoOrder = {
  readonly root: string;
  readonly what:
    | { readonly kind: 'last' }
    /** The action, and everything done to the root after it. */
    | { readonly kind: 'action'; readonly action: string }
    | { readonly kind: 'session'; readonly session: string }
    /** Exactly these actions. */
    | { readonly kind: 'actions'; readonly actions: ReadonlySet<string> }
    | { readonly kind: 'since'; readonly atMs: number }
    | { readonly kind: 'file'; readonly path: string };
  /** Only actions of this session, as an agent may; null for those of all. */
  readonly within: string | null;
  /** Puts a path back although somebody changed it since. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** What was decided: raises `files.drifted` where other actions or other paths would be undone by now. */
  readonly decided?: Pick<Undone, 'actions' | 'changes'>;
};

/** What was undone, or would be. */
export type Undone = {
  readonly root: string;
  readonly actions: readonly string[];
  readonly changes: readonly EntryChange[];
  /** Paths that are not as the last of the actions left them. */
  readonly conflicts: readonly string[];
  /** The snapshot that redoing goes back to; null in a dry run. */
  readonly redoneBy: string | null;
  readonly logIndex: number | null;
};

/** Most snapshots that are looked through. */
const MAX_SNAPSHOTS = 100_000;

/** One action that changed the root: the snapshots around it, and what lies between them. */
type Step = { readonly before: Snapshot; readonly after: Snapshot | null; readonly changes: readonly EntryChange[] };

/**
 * Takes back what actions changed, and only that: what others changed in the same files meanwhile is a conflict.
 *
 * The changes of the actions are joined by path and led back in one change. A path that is not as the last of them left it is
 * refused (`files.drifted`), unless `force` says otherwise. A folder that an action made stays where others have put something
 * into it since. Raises `checkpoint.nothing` where there is nothing to undo.
 */
export async function undoChanges(context: FlowContext, caller: Caller, order: UndoOrder): Promise<Undone> {
  const steps = await stepsOf(context, order);
  const wanted = order.what.kind === 'file' ? order.what.path : null;
  const forward = mergeChanges(steps.toReversed().map((step) => step.changes)).filter(
    ({ path }) => wanted === null || path === wanted,
  );
  if (forward.length === 0) throw nothing(order.root, 'no action changed anything here that still counts');
  const root = steps[0]?.before.root ?? order.root;
  const actions = steps.map(({ before }) => before.action ?? before.id);
  const { conflicts, fromPresent } = await compareWithPresent(context, root, forward);
  const back = order.force ? fromPresent : invertChanges(forward);
  const staying = await foldersThatStay(context, root, back);
  const changes = back.filter(({ path }) => !staying.has(path));
  if (order.dryRun) return { root, actions, changes, conflicts, redoneBy: null, logIndex: null };
  if (order.decided !== undefined) refuseOther(root, order.decided, { actions, changes });
  if (conflicts.length > 0 && !order.force) throw changedSince(root, conflicts);
  const kept = await keepPresent(context, { root, paths: forward.map(({ path }) => path), like: steps[0]?.before });
  const logIndex = await writeWorkspace(context, {
    root,
    changes,
    by: caller.principal,
    bounds: RESTORE_BOUNDS,
    record: { actions: actions.slice(0, 100), kept: kept.id, kind: 'undo' },
  });
  if (wanted === null) await context.ports.workspaces.snapshots.supersede(idsOf(steps), kept.id);
  return { root, actions, changes, conflicts, redoneBy: kept.id, logIndex };
}

/**
 * Brings back what the newest undo took away. Raises `checkpoint.nothing` where nothing was undone, or where an action has
 * changed the root since.
 */
export async function redoChanges(
  context: FlowContext,
  caller: Caller,
  { root, dryRun }: { readonly root: string; readonly dryRun: boolean },
): Promise<Undone> {
  const { snapshots } = context.ports.workspaces;
  const all = await snapshots.list({ root, limit: MAX_SNAPSHOTS });
  const [newest] = all.filter(
    ({ reason, supersededBy }) => reason === 'before' || (reason === 'restore' && supersededBy === null),
  );
  if (newest === undefined || newest.reason === 'before')
    throw nothing(root, 'nothing was undone after the last action');
  const kept = await takeNow(context, newest, 'manual');
  const changes = await snapshots.compare(kept.id, newest.id);
  const base = { root: newest.root, actions: [], changes, conflicts: [] };
  if (dryRun) return { ...base, redoneBy: null, logIndex: null };
  const record = { checkpoint: newest.id, kept: kept.id, kind: 'redo' };
  const logIndex = await writeWorkspace(context, {
    root: newest.root,
    changes,
    by: caller.principal,
    bounds: RESTORE_BOUNDS,
    record,
  });
  await snapshots.supersede([newest.id], kept.id);
  return { ...base, redoneBy: kept.id, logIndex };
}

/** The actions that are meant, newest first, each with what it changed. */
async function stepsOf(context: FlowContext, { root, what, within }: UndoOrder): Promise<readonly Step[]> {
  const { snapshots } = context.ports.workspaces;
  const all = await snapshots.list({ root, limit: MAX_SNAPSHOTS });
  const history = historyOf(all);
  const from = what.kind === 'action' ? all.findLast(({ action }) => action === what.action) : undefined;
  if (what.kind === 'action' && from === undefined)
    throw nothing(root, `nothing was kept before action ${what.action}`);
  const steps: Step[] = [];
  for (const [at, before] of all.entries()) {
    if (before.reason !== 'before' || history.has(before.id)) continue;
    if (within !== null && before.session !== within) continue;
    if (what.kind === 'session' && before.session !== what.session) continue;
    if (what.kind === 'actions' && !what.actions.has(before.action ?? '')) continue;
    if (what.kind === 'since' && before.takenAtMs < what.atMs) break;
    if (from !== undefined && at > all.indexOf(from)) break;
    const step = await stepFrom(context, before, all.slice(0, at));
    if (step.changes.length === 0) continue;
    if (what.kind === 'file' && !step.changes.some(({ path }) => path === what.path)) continue;
    steps.push(step);
    if (what.kind === 'last' || what.kind === 'file') break;
  }
  return steps;
}

/** An action without a snapshot after it is compared with the present: it may still run, or its end was not reported. */
async function stepFrom(context: FlowContext, before: Snapshot, newer: readonly Snapshot[]): Promise<Step> {
  const after = newer.findLast(({ reason, action }) => reason === 'after' && action === before.action) ?? null;
  const end = after ?? (await takeNow(context, before, 'manual'));
  return { before, after, changes: await context.ports.workspaces.snapshots.compare(before.id, end.id) };
}

/** The snapshots that are history: superseded by one that is not itself history, since what was redone counts again. */
function historyOf(all: readonly Snapshot[]): ReadonlySet<string> {
  const history = new Set<string>();
  for (const { id, supersededBy } of all) {
    if (supersededBy !== null && !history.has(supersededBy)) history.add(id);
  }
  return history;
}

type Present = { readonly root: string; readonly paths: readonly string[]; readonly like: Snapshot | undefined };

function keepPresent(context: FlowContext, { root, paths, like }: Present): Promise<Snapshot> {
  const { ports } = context;
  const atMs = ports.clock.nowMs();
  const about = { reason: 'restore', action: like?.action ?? null, session: like?.session ?? null } as const;
  return ports.workspaces.snapshots.take({ root, paths, id: ports.randomness.uuid(atMs), atMs, ...about });
}

/** Which paths are not as the actions left them, and the way back from what stands there now, whatever that is. */
async function compareWithPresent(
  { ports }: FlowContext,
  root: string,
  forward: readonly EntryChange[],
): Promise<{ readonly conflicts: readonly string[]; readonly fromPresent: readonly EntryChange[] }> {
  const present: EntryChange[] = [];
  for (const { path, before } of forward)
    present.push({ path, before: await ports.workspaces.files.state(root, path), after: before });
  const conflicts = forward.filter(({ after }, index) => !isSameState(after, present[index]?.before ?? after));
  return { conflicts: conflicts.map(({ path }) => path), fromPresent: mergeChanges([present]) };
}

/** Time passes while a person is asked, and the last action is another by then. */
function refuseOther(
  root: string,
  decided: Pick<Undone, 'actions' | 'changes'>,
  now: Pick<Undone, 'actions' | 'changes'>,
): void {
  const shown = ({ actions, changes }: typeof now): string => JSON.stringify([actions, changes]);
  if (shown(decided) === shown(now)) return;
  throw new GatewayError(
    'files.drifted',
    `undo in ${root}: found that more was done since it was proposed, want no more`,
    {
      remedies: ['Propose it again as things stand now.'],
    },
  );
}

function changedSince(root: string, conflicts: readonly string[]): GatewayError {
  const named = conflicts.slice(0, 5).join(', ');
  return new GatewayError(
    'files.drifted',
    `undo in ${root}: ${conflicts.length} of the paths changed since, want them as the action left them: ${named}`,
    { remedies: ['See what would happen with `--dry-run`.', 'Put them back all the same with `--force`.'] },
  );
}

function idsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ before, after }) => (after === null ? [before.id] : [before.id, after.id]));
}

function nothing(root: string, why: string): GatewayError {
  return new GatewayError('checkpoint.nothing', `undo in ${root}: ${why}`, {
    remedies: ['See what is kept with `countersign checkpoint list`.'],
  });
}
