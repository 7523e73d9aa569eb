import type { EntryChange } from '../core/workspace/entry-change.ts';
import { ABSENT, type EntryState, isSameState } from '../core/workspace/entry-state.ts';
import { changedBetween, mergeChanges } from '../core/workspace/merge-changes.ts';
import type { Snapshot } from '../ports/snapshot-store.ts';
import { FilesError } from '../ports/workspace-files.ts';
import type { FlowContext } from './flow-context.ts';
import { foldersThatStay } from './folders-that-stay.ts';
import type { Caller } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import { keepLeft, keepState, pathsToKeep } from './keep-present.ts';
import { nothingToUndo, type Step, stepsOf } from './undo-steps.ts';
import { asGatewayError, failedAfterWrite, RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

/** Paths that are looked at at once: each is read whole. */
const LOOKS_AT_ONCE = 16;

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
  /** Paths that somebody else changed since, or in between, or whose action's end nobody reported. */
  readonly conflicts: readonly string[];
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
 * A path that is already as it was is left alone, and so is a folder that others have put something into. Raises
 * `checkpoint.nothing` where there is nothing to undo.
 */
export async function undoChanges(context: FlowContext, caller: Caller, order: UndoOrder): Promise<Undone> {
  const steps = await stepsOf(context, order);
  const wanted = order.what.kind === 'file' ? order.what.path : null;
  const oldestFirst = steps.toReversed().map(({ changes }) => changes.filter(({ path }) => path === (wanted ?? path)));
  const forward = mergeChanges(oldestFirst);
  if (forward.length === 0) throw nothingToUndo(order.root, 'no action changed anything here that still counts');
  const root = steps[0]?.before.root ?? order.root;
  const actions = steps.map(({ before }) => before.action ?? before.id);
  const doubtful = new Set([...changedBetween(oldestFirst), ...pathsWithoutEnd(steps)]);
  const { conflicts, otherNames, back: whole } = await wayBack(context, root, { forward, doubtful });
  const staying = await foldersThatStay(context, root, whole);
  const changes = whole.filter(({ path }) => !staying.has(path));
  if (order.dryRun) return { root, actions, changes, conflicts, otherNames, redoneBy: null, logIndex: null };
  if (order.decided !== undefined) refuseOther(root, order.decided, { actions, changes });
  if (conflicts.length > 0 && !order.force) throw changedSince(root, conflicts);
  const superseded = wanted === null ? idsOf(steps) : [];
  const back = { root, changes, by: caller.principal, actions, like: steps[0]?.before, superseded };
  const led = await leadBack(context, back);
  return { root, actions, changes, conflicts, otherNames, ...led };
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

type Forward = { readonly forward: readonly EntryChange[]; readonly doubtful: ReadonlySet<string> };

/** From what stands there now to what stood there before, and which of these paths somebody else may have changed. */
async function wayBack(
  { ports }: FlowContext,
  root: string,
  { forward, doubtful }: Forward,
): Promise<Pick<Undone, 'conflicts' | 'otherNames'> & { readonly back: readonly EntryChange[] }> {
  const conflicts: string[] = [];
  const otherNames: string[] = [];
  const back: EntryChange[] = [];
  for (let first = 0; first < forward.length; first += LOOKS_AT_ONCE) {
    const some = forward.slice(first, first + LOOKS_AT_ONCE);
    const looked = await Promise.all(some.map((change) => lookAt(ports, root, change.path)));
    some.forEach(({ path, before, after }, index) => {
      const { present, hasOtherNames } = looked[index] ?? NOTHING_THERE;
      if (isSameState(present, before)) return;
      if (hasOtherNames) otherNames.push(path);
      back.push({ path, before: present, after: before });
      if (doubtful.has(path) || !isSameState(present, after)) conflicts.push(path);
    });
  }
  return { conflicts, otherNames, back };
}

type Looked = { readonly present: EntryState; readonly hasOtherNames: boolean };

const NOTHING_THERE: Looked = { present: ABSENT, hasOtherNames: false };

async function lookAt({ workspaces }: FlowContext['ports'], root: string, path: string): Promise<Looked> {
  let hasOtherNames = false;
  const noteOthers = (): void => {
    hasOtherNames = true;
  };
  const present = await stateOf(workspaces.files.state(root, path, noteOthers));
  return { present, hasOtherNames };
}

/** A path whose folder became a link, say, can neither be looked at nor led back. */
async function stateOf(looked: Promise<EntryChange['before']>): Promise<EntryChange['before']> {
  try {
    return await looked;
  } catch (error) {
    throw error instanceof FilesError ? asGatewayError(error) : error;
  }
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

function changedSince(root: string, conflicts: readonly string[]): GatewayError {
  const named = conflicts.slice(0, 5).join(', ');
  return new GatewayError(
    'files.drifted',
    `undo in ${root}: ${conflicts.length} paths somebody else may have changed, want them as the action left them: ${named}`,
    { remedies: ['See what would happen with `--dry-run`.', 'Put them back all the same with `--force`.'] },
  );
}

function idsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ before, after }) => (after === null ? [before.id] : [before.id, after.id]));
}
