import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { isSameState } from '../../core/workspace/entry-state.ts';
import { changedBetween, mergeChanges } from '../../core/workspace/merge-changes.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { foldersThatStay } from './folders-that-stay.ts';
import { keepLeft, keepState, pathsToKeep } from './keep-present.ts';
import { inTheWay, lookAtAll, outOfReach, requireRoot, type Unreached, withinReach } from './reachable-changes.ts';
import { nothingToUndo, type Step, stepsOf } from './undo-steps.ts';
import { failedAfterWrite, RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

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
  /** Paths that somebody else changed since, or in between, or whose action's end nobody reported; and `unreached`. */
  readonly conflicts: readonly string[];
  /** Paths that stay as they are even by force, each with what is in the way. */
  readonly unreached: readonly Unreached[];
  /** Files among the changes that have further names (hard links) somewhere: those names keep what they hold. */
  readonly otherNames: readonly string[];
  /** The snapshot that redoing goes back to; null in a dry run. */
  readonly redoneBy: string | null;
  readonly logIndex: number | null;
};

/**
 * Takes back what actions changed, and only that: what others changed in the same files, since or in between, is a conflict.
 *
 * The changes of the actions are joined by path and led back in one change. A conflict is refused (`files.drifted`) unless `force`
 * says otherwise; so is every path of an action whose end nobody reported, since its changes cannot be told from those of others.
 * A path that is already as it was is left alone, and so is a folder that others have put something into; a last action of which all is
 * as it was before is passed over, for the one before it. What cannot be led back, since something stands there that is not kept, is a
 * conflict too, and stays even with `force`. Raises `checkpoint.nothing` where there is nothing to undo.
 */
export async function undoChanges(context: FlowContext, caller: Caller, order: UndoOrder): Promise<Undone> {
  await requireRoot(context, 'undo', order.root);
  const { steps, way, found } = await findUndoable(context, order);
  const { root, actions, changes, conflicts, unreached } = found;
  if (order.dryRun) return { ...found, redoneBy: null, logIndex: null };
  if (order.decided !== undefined) refuseOther(root, order.decided, { actions, changes });
  if (conflicts.length > 0 && !order.force) throw refusalOf(root, found);
  if (changes.length === 0 && way.unreached.length > 0) throw outOfReach(`undo in ${root}`, unreached);
  // What was led back in part still counts, so that the rest can be undone once nothing is in its way.
  const superseded = order.what.kind !== 'file' && way.unreached.length === 0 ? idsOf(steps) : [];
  const back = { root, changes, by: caller.principal, actions, like: steps[0]?.before, superseded };
  const led = await leadBack(context, back);
  return { ...found, ...led };
}

type Undoable = {
  readonly steps: readonly Step[];
  readonly way: Way;
  readonly found: Omit<Undone, 'redoneBy' | 'logIndex'>;
};

/** What an order means now; of the last action, the newest that still has something to undo. */
async function findUndoable(context: FlowContext, order: UndoOrder): Promise<Undoable> {
  const passed = new Set<string>();
  for (;;) {
    const undoable = await lookBack(context, order, await stepsOf(context, order, passed));
    const { changes, conflicts, unreached } = undoable.found;
    const isDone = changes.length + conflicts.length + unreached.length === 0;
    if (order.what.kind !== 'last' || !isDone) return undoable;
    for (const { before } of undoable.steps) passed.add(before.id);
  }
}

async function lookBack(
  context: FlowContext,
  { root: given, what }: UndoOrder,
  steps: readonly Step[],
): Promise<Undoable> {
  const wanted = what.kind === 'file' ? what.path : null;
  const oldestFirst = steps.toReversed().map(({ changes }) => changes.filter(({ path }) => path === (wanted ?? path)));
  const forward = mergeChanges(oldestFirst);
  const lost = steps.flatMap((step) => step.lost).filter(({ path }) => path === (wanted ?? path));
  if (forward.length + lost.length === 0)
    throw nothingToUndo(given, 'no action changed anything here that still counts');
  const root = steps[0]?.before.root ?? given;
  const actions = steps.map(({ before }) => before.action ?? before.id);
  const hidden = new Map(steps.flatMap((step) => step.hidden.map(({ path, why }) => [path, why] as const)));
  const doubtful = new Set([...changedBetween(oldestFirst), ...pathsWithoutEnd(steps), ...hidden.keys()]);
  const way = await wayBack(context, root, { forward, doubtful, hidden });
  const { changes, otherNames } = way;
  const unreached = [...way.unreached, ...lost];
  const conflicts = [...new Set([...way.conflicts, ...lost.map(({ path }) => path)])];
  return { steps, way, found: { root, actions, changes, conflicts, unreached, otherNames } };
}

type Back = {
  readonly root: string;
  readonly changes: readonly EntryChange[];
  readonly by: string;
  readonly actions: readonly string[];
  readonly like: Snapshot | undefined;
  /** The snapshots that are history once it is done. */
  readonly superseded: readonly string[];
};

/**
 * Keeps the present state of what is led back, leads it back, and keeps what that left, so that redoing can tell whether somebody
 * changed it since. Where it fails, what was kept counts for nothing.
 */
async function leadBack(
  context: FlowContext,
  { root, changes, by, actions, like, superseded }: Back,
): Promise<{ readonly redoneBy: string; readonly logIndex: number | null }> {
  const { snapshots } = context.ports.workspaces;
  const paths = changes.length === 0 ? (like?.paths ?? []) : changes.map(({ path }) => path);
  const scope = { root, paths: pathsToKeep(paths) };
  const about = { action: like?.action ?? null, session: like?.session ?? null };
  const kept = await keepState(context, { ...scope, ...about, reason: 'restore' });
  const record = { actions: actions.slice(0, 100), kept: kept.id, kind: 'undo' };
  const write = { root, changes, by, bounds: RESTORE_BOUNDS, mayHaveOtherNames: true, record };
  let logIndex: number | null;
  try {
    logIndex = changes.length === 0 ? null : await writeWorkspace(context, write);
  } catch (error) {
    await snapshots.supersede([kept.id], kept.id);
    throw error;
  }
  try {
    await keepLeft(context, { ...scope, kept });
    if (superseded.length > 0) await snapshots.supersede(superseded, kept.id);
  } catch (error) {
    throw failedAfterWrite(error, changes);
  }
  return { redoneBy: kept.id, logIndex };
}

type Forward = {
  readonly forward: readonly EntryChange[];
  readonly doubtful: ReadonlySet<string>;
  /** What a snapshot left out, and why. */
  readonly hidden: ReadonlyMap<string, string>;
};

type Way = Pick<Undone, 'changes' | 'conflicts' | 'unreached' | 'otherNames'>;

/** From what stands there now to what stood there before, and which of these paths somebody else may have changed. */
async function wayBack(context: FlowContext, root: string, { forward, doubtful, hidden }: Forward): Promise<Way> {
  const conflicts: string[] = [];
  const otherNames: string[] = [];
  const unreached: Unreached[] = [];
  const whole: EntryChange[] = [];
  const looked = await lookAtAll(
    context,
    root,
    forward.map(({ path }) => path),
  );
  for (const { path, before, after } of forward) {
    const now = looked.get(path);
    if (now?.state == null) {
      unreached.push({ path, why: inTheWay(hidden.get(path) ?? now?.why ?? 'it was not looked at') });
      continue;
    }
    if (isSameState(now.state, before)) continue;
    if (now.hasOtherNames) otherNames.push(path);
    whole.push({ path, before: now.state, after: before });
    if (doubtful.has(path) || !isSameState(now.state, after)) conflicts.push(path);
  }
  const staying = await foldersThatStay(context, root, whole);
  const reach = await withinReach(
    context,
    root,
    whole.filter(({ path }) => !staying.has(path)),
  );
  const all = [...unreached, ...reach.unreached].sort((one, other) => (one.path < other.path ? -1 : 1));
  const paths = new Set([...conflicts, ...all.map(({ path }) => path)]);
  return { changes: reach.changes, conflicts: [...paths].sort(), unreached: all, otherNames };
}

function pathsWithoutEnd(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ after, changes }) => (after === null ? changes.map(({ path }) => path) : []));
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

function refusalOf(root: string, { conflicts, unreached }: Pick<Way, 'conflicts' | 'unreached'>): GatewayError {
  const force = 'Put back the rest all the same with `--force`.';
  if (unreached.length > 0) return outOfReach(`undo in ${root}`, unreached, [force]);
  const named = conflicts.slice(0, 5).join(', ');
  return new GatewayError(
    'files.drifted',
    `undo in ${root}: ${conflicts.length} ${conflicts.length === 1 ? 'path' : 'paths'} somebody else may have changed, want them as the action left them: ${named}`,
    { remedies: ['See what would happen with `--dry-run`.', 'Put them back all the same with `--force`.'] },
  );
}

function idsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ before, after }) => (after === null ? [before.id] : [before.id, after.id]));
}
