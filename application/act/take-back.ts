import type { Action } from '../../core/action/action.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { WorkspaceFiles } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { OF_ONE_ACTION } from '../workspace/keep-present.ts';
import { asGatewayError, makeWritten, namedPaths } from '../workspace/write-workspace.ts';
import type { OwnRun } from './own-call.ts';

/** A change that was made, with the folders that were made for it. */
export type MadeHere = { readonly action: Action; readonly made: readonly EntryChange[] };

/** What taking a change back came to. */
export type TakenBack = {
  /** The paths that were neither as the change left them nor as before: others wrote them, and they are as those left them. */
  readonly left: readonly string[];
  /** The snapshot of the state before the change; null where none holds it. */
  readonly before: string | null;
};

/** Tries: somebody may change a file between the look and the write. */
const MAX_TRIES = 3;

/**
 * The newest snapshot that holds the paths of a change as they were before its action; null where none was taken. What the store
 * leaves out by its rules (packages, caches) counts as held.
 */
export async function snapshotBefore(
  { ports }: FlowContext,
  {
    action,
    root,
    changes,
  }: { readonly action: Action; readonly root: string; readonly changes: readonly EntryChange[] },
): Promise<Snapshot | null> {
  const found = await ports.workspaces.snapshots.list({ action: action.id, limit: OF_ONE_ACTION });
  const holdsAll = ({ paths }: Snapshot): boolean =>
    paths === null || changes.every(({ path }) => paths.some((one) => path === one || path.startsWith(`${one}/`)));
  return found.find((one) => one.reason === 'before' && one.root === root && holdsAll(one)) ?? null;
}

/**
 * Takes a change back that does not verify, through the same writer, on record; folders that it made go where they are empty.
 *
 * Only what still is as the change left it. A check runs code of the project, and people work meanwhile: what they made of a path
 * since is theirs, and nobody can tell the two apart. It stays, and is named. Raises `files.inconsistent` where the change
 * stands although nobody touched it, with its paths and the checkpoint of the state before it.
 */
export async function takeBack(run: OwnRun, here: MadeHere, reason: string): Promise<TakenBack> {
  for (let triesLeft = MAX_TRIES - 1; ; triesLeft--) {
    try {
      return await takeBackOnce(run, here);
    } catch (error) {
      if (triesLeft > 0 && error instanceof GatewayError && error.code === 'files.drifted') continue;
      throw await stands(run, here, { reason, cause: asGatewayError(error) });
    }
  }
}

async function takeBackOnce(
  { context, realWorkspace, caller }: OwnRun,
  { action, made }: MadeHere,
): Promise<TakenBack> {
  const { back, left } = await wayBack(context, realWorkspace, made);
  if (back.length > 0)
    await makeWritten(context, {
      root: realWorkspace,
      changes: back,
      by: caller.principal,
      action: action.id,
      session: action.session,
      record: { kind: 'rollback', left: left.length },
      beside: { left: left.slice(0, 1_000) },
      standsUnrecorded: true,
    });
  if (left.length === 0) return { left, before: null };
  const changes = made.filter(({ after }) => after.kind !== 'folder');
  const before = await snapshotBefore(context, { action, root: realWorkspace, changes }).catch(() => null);
  return { left, before: before?.id ?? null };
}

/** From what the change left to what stood there before, and the paths where something else stands now. */
async function wayBack(
  { ports }: FlowContext,
  root: string,
  made: readonly EntryChange[],
): Promise<{ readonly back: readonly EntryChange[]; readonly left: readonly string[] }> {
  const { files } = ports.workspaces;
  const back: EntryChange[] = [];
  const left: string[] = [];
  const going = new Set<string>();
  // Deepest first: a folder may go once all that stands in it does.
  for (const { path, before, after } of made.toReversed()) {
    const present = await files.state(root, path);
    if (isSameState(present, before)) continue;
    const isNewFolder = before.kind === 'absent' && after.kind === 'folder';
    if (isNewFolder && !(await isEmptied(files, { root, path, present, going }))) continue;
    if (!isNewFolder && !isSameState(present, after)) {
      left.push(path);
      continue;
    }
    if (before.kind === 'absent') going.add(path);
    back.unshift({ path, before: present, after: before });
  }
  return { back, left: left.toReversed() };
}

type NewFolder = {
  readonly root: string;
  readonly path: string;
  readonly present: EntryState;
  readonly going: ReadonlySet<string>;
};

/** Whether nothing stands in a folder but what goes; what became something else than a folder is not the change's any more. */
async function isEmptied(files: WorkspaceFiles, { root, path, present, going }: NewFolder): Promise<boolean> {
  if (present.kind !== 'folder') return false;
  return (await files.list(root, path)).every(({ name }) => going.has(`${path}/${name}`));
}

/** What a caller is told when a change could not be taken back, or not on record. */
async function stands(
  { context, realWorkspace }: OwnRun,
  { action, made }: MadeHere,
  { reason, cause }: { readonly reason: string; readonly cause: GatewayError },
): Promise<GatewayError> {
  const standing: EntryChange[] = [];
  for (const change of made) if (await isStanding(context, realWorkspace, change)) standing.push(change);
  const about = `take a change back that does not verify (${reason}): ${cause.message}`;
  if (standing.length === 0)
    return new GatewayError(cause.code, `${about}; nothing of it stands any more`, { remedies: cause.remedies, cause });
  const changes = made.filter(({ after }) => after.kind !== 'folder');
  const before = await snapshotBefore(context, { action, root: realWorkspace, changes }).catch(() => null);
  const where = before === null ? 'no checkpoint holds' : `checkpoint ${before.id} holds`;
  const order = before === null ? 'checkpoint list' : `checkpoint restore ${before.id}`;
  return new GatewayError(
    'files.inconsistent',
    `${about}; found that the change STANDS although it does not verify: ${namedPaths(standing)}; ${where} what was there before`,
    { remedies: ['Build nothing on it: a person must look at it first.', `See \`countersign ${order}\`.`], cause },
  );
}

/** Closed by default: a path that cannot be looked at counts as one where the change stands. */
async function isStanding(
  { ports }: FlowContext,
  root: string,
  { path, before, after }: EntryChange,
): Promise<boolean> {
  if (before.kind === 'absent' && after.kind === 'folder') return false;
  try {
    return !isSameState(await ports.workspaces.files.state(root, path), before);
  } catch {
    return true;
  }
}
