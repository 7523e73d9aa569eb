import type { EntryState } from '../../core/workspace/entry-state.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { MAX_SNAPSHOTS } from './keep-present.ts';
import { RESTORE_BOUNDS, writeWorkspace } from './write-workspace.ts';

/** A file or a link that an action deleted, and that still is not there. */
export type DeletedFile = {
  readonly root: string;
  readonly path: string;
  /** What it was. */
  readonly state: EntryState;
  readonly action: string;
  readonly session: string | null;
  /** When it was seen to be gone: after the action. */
  readonly deletedAtMs: number;
  /** The snapshot that holds it. */
  readonly checkpoint: string;
};

/** Deleted files, newest first. */
export type DeletedFiles = {
  readonly deleted: readonly DeletedFile[];
  /** False where there are more than are shown, or older actions that were not looked at. */
  readonly isComplete: boolean;
};

/** How long what agents deleted is kept at least, whatever is purged. */
const DELETED_KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/** Most actions whose changes are looked through, and most paths that are looked at. */
const MAX_ACTIONS = 5_000;
const MAX_PATHS = 20_000;

/** An action around which snapshots were taken. */
type Around = { readonly before: Snapshot; readonly after: Snapshot };

/**
 * Lists what actions deleted below a root and what still is gone. A checkpoint before each action is the quarantine: nothing is
 * moved, and what was deleted is there until its snapshot is purged.
 *
 * Known only of actions whose end was reported. A file that was moved counts as deleted where it was.
 */
export async function listDeleted(
  context: FlowContext,
  { root, limit, path = null }: { readonly root: string; readonly limit: number; readonly path?: string | null },
): Promise<DeletedFiles> {
  const { snapshots } = context.ports.workspaces;
  const actions = around(await snapshots.list({ root, limit: MAX_SNAPSHOTS }));
  const seen = new Set<string>();
  const deleted: DeletedFile[] = [];
  for (const one of actions.slice(0, MAX_ACTIONS)) {
    for (const gone of await deletedIn(context, one)) {
      if (seen.has(gone.path) || (path !== null && gone.path !== path)) continue;
      if (deleted.length === limit || seen.size === MAX_PATHS) return { deleted, isComplete: false };
      seen.add(gone.path);
      if (await isAbsent(context, gone)) deleted.push(gone);
    }
  }
  return { deleted, isComplete: actions.length <= MAX_ACTIONS };
}

/**
 * Puts back one thing that an action deleted, as it was before it. Raises `checkpoint.nothing` where no such deletion is known,
 * or something stands there again.
 */
export async function restoreDeleted(
  context: FlowContext,
  caller: Caller,
  { root, path }: { readonly root: string; readonly path: string },
): Promise<DeletedFile & { readonly logIndex: number }> {
  const [found] = (await listDeleted(context, { root, limit: 1, path })).deleted;
  if (found === undefined)
    throw new GatewayError('checkpoint.nothing', `restore ${path}: no action deleted it, or something stands there`, {
      remedies: ['See what can be restored with `countersign deleted list`.'],
    });
  const logIndex = await writeWorkspace(context, {
    root: found.root,
    changes: [{ path, before: { kind: 'absent' }, after: found.state }],
    by: caller.principal,
    bounds: RESTORE_BOUNDS,
    record: { kind: 'undelete', checkpoint: found.checkpoint, deleted_by: found.action },
  });
  return { ...found, logIndex };
}

/**
 * Up to when snapshots may be purged without taking away what agents deleted within thirty days and what still is gone: the
 * time that was asked for, or an earlier one.
 */
export async function purgeBound(context: FlowContext, olderThanMs: number): Promise<number> {
  const { clock, workspaces } = context.ports;
  const sinceMs = clock.nowMs() - DELETED_KEPT_MS;
  if (olderThanMs <= sinceMs) return olderThanMs;
  const all = await workspaces.snapshots.list({ limit: MAX_SNAPSHOTS });
  const atRisk = all.filter(
    ({ reason, takenAtMs }) => reason === 'before' && takenAtMs >= sinceMs && takenAtMs < olderThanMs,
  );
  if (all.length === MAX_SNAPSHOTS && (all.at(-1)?.takenAtMs ?? 0) > sinceMs) return sinceMs;
  const ends = endsOf(all);
  let lookedAt = 0;
  for (const before of atRisk.toReversed()) {
    const after = ends.get(keyOf(before));
    if (after === undefined || lookedAt > MAX_PATHS) return before.takenAtMs;
    for (const gone of await deletedIn(context, { before, after })) {
      lookedAt += 1;
      if (lookedAt > MAX_PATHS || (await isAbsent(context, gone))) return before.takenAtMs;
    }
  }
  return olderThanMs;
}

/** Actions with a snapshot before and one after them, newest first. */
function around(snapshots: readonly Snapshot[]): readonly Around[] {
  const ends = endsOf(snapshots);
  return snapshots.flatMap((before) => {
    const after = before.reason === 'before' ? ends.get(keyOf(before)) : undefined;
    return after === undefined ? [] : [{ before, after }];
  });
}

function endsOf(snapshots: readonly Snapshot[]): ReadonlyMap<string, Snapshot> {
  const ends = snapshots.filter(({ reason, action }) => reason === 'after' && action !== null);
  return new Map(ends.map((after) => [keyOf(after), after]));
}

function keyOf({ action, root }: Snapshot): string {
  return JSON.stringify([action, root]);
}

async function deletedIn({ ports }: FlowContext, { before, after }: Around): Promise<readonly DeletedFile[]> {
  const changes = await ports.workspaces.snapshots.compare(before.id, after.id);
  return changes.flatMap(({ path, before: state, after: now }) => {
    if ((state.kind !== 'file' && state.kind !== 'link') || now.kind !== 'absent') return [];
    const { root, action, session, id: checkpoint } = before;
    return [{ root, path, state, action: action ?? '', session, deletedAtMs: after.takenAtMs, checkpoint }];
  });
}

/** What cannot be looked at, since a link or a file stands above it, is not offered. */
async function isAbsent({ ports }: FlowContext, { root, path }: DeletedFile): Promise<boolean> {
  try {
    return (await ports.workspaces.files.state(root, path)).kind === 'absent';
  } catch (error) {
    if (error instanceof FilesError) return false;
    throw error;
  }
}
