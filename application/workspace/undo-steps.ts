import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT } from '../../core/workspace/entry-state.ts';
import type { HiddenEntry, Snapshot, Unseen } from '../../ports/snapshot-store.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { MAX_SNAPSHOTS, takeNow } from './keep-present.ts';
import type { UndoOrder } from './undo-changes.ts';

/** One action that changed the root: the snapshots around it, and what lies between them. */
export type Step = {
  readonly before: Snapshot;
  /** Null where nobody reported the end of the action: then nobody can tell its changes from those of others. */
  readonly after: Snapshot | null;
  /** By path. What the snapshot after it left out counts as gone: nobody can tell what the action made of it. */
  readonly changes: readonly EntryChange[];
  /** Of these, what the snapshot after it left out. */
  readonly hidden: readonly HiddenEntry[];
  /** Files that it ended and that could not be kept before it. */
  readonly lost: Unseen['lost'];
};

/**
 * The actions that an undo means, newest first, each with what it changed; those that changed nothing are left out, and those whose
 * snapshots before them are among `passed`.
 */
export async function stepsOf(
  context: FlowContext,
  { root, what, within }: UndoOrder,
  passed: ReadonlySet<string>,
): Promise<readonly Step[]> {
  const all = await context.ports.workspaces.snapshots.list({ root, limit: MAX_SNAPSHOTS });
  const history = historyOf(all);
  const ends = endsOf(all);
  const oldest = what.kind === 'action' ? all.findLastIndex(({ action }) => action === what.action) : all.length - 1;
  if (oldest < 0 && what.kind === 'action') throw nothingToUndo(root, `nothing was kept before action ${what.action}`);
  const presents = new Map<string, Promise<Snapshot>>();
  const steps: Step[] = [];
  for (const before of all.slice(0, oldest + 1)) {
    // Passed over, not the end: a clock that was set back leaves times that do not follow the order of taking.
    if (what.kind === 'since' && before.takenAtMs < what.atMs) continue;
    if (history.has(before.id) || passed.has(before.id) || !isMeant(before, { what, within })) continue;
    const after = ends.get(before.action ?? '') ?? null;
    const end = after ?? (await presentOf(context, before, presents));
    const { hidden, lost } = await context.ports.workspaces.snapshots.unseen(before.id, end.id);
    const known = await context.ports.workspaces.snapshots.compare(before.id, end.id);
    const changes = [...known, ...hidden.map(({ path, state }) => ({ path, before: state, after: ABSENT }))];
    const isWanted =
      what.kind === 'file'
        ? [...changes, ...lost].some(({ path }) => path === what.path)
        : changes.length + lost.length > 0;
    if (!isWanted) continue;
    steps.push({ before, after, changes, hidden, lost });
    if (what.kind === 'last' || what.kind === 'file') break;
  }
  return steps;
}

function isMeant({ reason, session, action }: Snapshot, { what, within }: Pick<UndoOrder, 'what' | 'within'>): boolean {
  if (reason !== 'before' || (within !== null && session !== within)) return false;
  if (what.kind === 'session') return session === what.session;
  return what.kind !== 'actions' || what.actions.has(action ?? '');
}

/** The first snapshot after each action. */
function endsOf(newestFirst: readonly Snapshot[]): ReadonlyMap<string, Snapshot> {
  return new Map(
    newestFirst.flatMap((one) => (one.reason === 'after' && one.action !== null ? [[one.action, one] as const] : [])),
  );
}

/** The present state of what a snapshot is about; one for all that are about the same. */
function presentOf(context: FlowContext, before: Snapshot, known: Map<string, Promise<Snapshot>>): Promise<Snapshot> {
  const key = JSON.stringify([before.root, before.paths]);
  const present = known.get(key) ?? takeNow(context, before, 'look');
  known.set(key, present);
  return present;
}

/**
 * The snapshots that are history: superseded by one that is not itself history, since what was redone counts again; and those
 * superseded by themselves, which never count.
 */
function historyOf(newestFirst: readonly Snapshot[]): ReadonlySet<string> {
  const history = new Set<string>();
  for (const { id, supersededBy } of newestFirst) {
    if (supersededBy !== null && !history.has(supersededBy)) history.add(id);
  }
  return history;
}

/** There is nothing that could be undone or done again. */
export function nothingToUndo(root: string, why: string, action: 'undo' | 'redo' = 'undo'): GatewayError {
  return new GatewayError('checkpoint.nothing', `${action} in ${root}: ${why}`, {
    remedies: ['See what is kept with `countersign checkpoint list`.'],
  });
}
