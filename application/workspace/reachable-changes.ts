import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { HiddenEntry } from '../../ports/snapshot-store.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { foldersHoldingMore } from './folders-that-stay.ts';

/** Paths that are looked at at once: each is read whole. */
const LOOKS_AT_ONCE = 16;
/** Paths that a refusal names. */
const MAX_NAMED = 5;

/** A path that cannot be led back as things stand, and what is in the way. */
export type Unreached = { readonly path: string; readonly why: string };

/** What stands at a path now; why not, where it cannot be looked at. */
export type Looked =
  | { readonly state: EntryState; readonly hasOtherNames: boolean; readonly why: null }
  | { readonly state: null; readonly hasOtherNames: false; readonly why: string };

type Context = Pick<FlowContext, 'ports'>;

const NOTHING_THERE: Looked = { state: ABSENT, hasOtherNames: false, why: null };

/**
 * Looks at paths of one root, by path. What is no folder now has nothing below it: a link that stands there is one of these paths
 * itself, and is not followed.
 */
export async function lookAtAll(
  { ports }: Context,
  root: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Looked>> {
  const looked = new Map<string, Looked>();
  const look = async (path: string): Promise<void> => {
    const isCut = foldersAbove(path).some((above) => (looked.get(above)?.state?.kind ?? 'folder') !== 'folder');
    looked.set(path, isCut ? NOTHING_THERE : await lookAt(ports, root, path));
  };
  const levels = new Map<number, string[]>();
  for (const path of paths) {
    const depth = foldersAbove(path).length;
    levels.set(depth, [...(levels.get(depth) ?? []), path]);
  }
  for (const [, level] of [...levels].sort(([one], [other]) => one - other))
    for (let first = 0; first < level.length; first += LOOKS_AT_ONCE)
      await Promise.all(level.slice(first, first + LOOKS_AT_ONCE).map(look));
  return looked;
}

async function lookAt({ workspaces }: Context['ports'], root: string, path: string): Promise<Looked> {
  let hasOtherNames = false;
  const noteOthers = (): void => {
    hasOtherNames = true;
  };
  try {
    return { state: await workspaces.files.state(root, path, noteOthers), hasOtherNames, why: null };
  } catch (error) {
    if (error instanceof FilesError && error.code !== 'files.unsupported')
      return { state: null, hasOtherNames: false, why: error.message };
    throw error;
  }
}

/** What can be led back of changes that lead back, and what cannot. */
export type Reach = { readonly changes: readonly EntryChange[]; readonly unreached: readonly Unreached[] };

/**
 * Takes out of changes what the file gateway could not make as things stand, so that it can be named to a person: what would go
 * over a folder that holds something else, and what lies below a file or a link that no change takes away.
 */
export async function withinReach(context: Context, root: string, changes: readonly EntryChange[]): Promise<Reach> {
  const named = new Map(changes.map((change) => [change.path, change]));
  const ending = changes.filter(({ before, after }) => before.kind === 'folder' && after.kind !== 'folder');
  const full = await foldersHoldingMore(context, root, { ending, removed: changes.filter(isRemoved) });
  const made = changes.filter(({ after }) => after.kind !== 'absent');
  const unnamed = new Set(made.flatMap(({ path }) => foldersAbove(path)).filter((above) => !named.has(above)));
  const looked = await lookAtAll(context, root, [...unnamed]);
  const unreached: Unreached[] = [];
  for (const { path } of made) {
    const why = full.has(path)
      ? 'a folder stands there, with something in it that nobody may remove: move it away'
      : obstacleAbove(path, looked);
    if (why !== null) unreached.push({ path, why });
  }
  const out = new Set(unreached.map(({ path }) => path));
  return { changes: changes.filter(({ path }) => !out.has(path)), unreached };
}

/** Raises `files.failed` where a workspace is no longer where its checkpoints say, with what a person can do. */
export async function requireRoot({ ports }: Context, action: string, root: string): Promise<void> {
  try {
    await ports.workspaces.files.list(root, '');
  } catch (error) {
    if (!(error instanceof FilesError) || error.code === 'files.unsupported') throw error;
    throw new GatewayError('files.failed', `${action} in ${root}: ${error.message}`, {
      remedies: [
        'Where the folder was moved, move it back: checkpoints know a workspace by its path.',
        'Where it is gone, make it again, and bring back what was in it with `--force` or `countersign checkpoint restore`.',
      ],
      cause: error,
    });
  }
}

/** What is in the way, and what a person can do about it. */
export function inTheWay(why: string): string {
  return `${why}: put that right, or move it away`;
}

/** The refusal of what cannot be led back, with what is in the way of some of it. */
export function outOfReach(
  action: string,
  unreached: readonly Unreached[],
  otherwise: readonly string[] = [],
): GatewayError {
  const named = unreached.slice(0, MAX_NAMED).map(({ path, why }) => `${path}: ${why}`);
  const more = unreached.length > named.length ? `; and ${unreached.length - named.length} more` : '';
  return new GatewayError(
    'files.drifted',
    `${action}: found something in the way of ${unreached.length === 1 ? '1 path' : `${unreached.length} paths`}, want nothing: ${named.join('; ')}${more}`,
    { remedies: ['Put right or move away what is named, then do it again.', ...otherwise] },
  );
}

function isRemoved({ before, after }: EntryChange): boolean {
  return after.kind === 'absent' && before.kind !== 'absent';
}

function obstacleAbove(path: string, looked: ReadonlyMap<string, Looked>): string | null {
  for (const above of foldersAbove(path)) {
    const found = looked.get(above);
    if (found === undefined || found.state?.kind === 'folder' || found.state?.kind === 'absent') continue;
    return `${JSON.stringify(above)} is ${found.state === null ? 'out of reach' : `a ${found.state.kind}`} now: put that back first, or move it away`;
  }
  return null;
}

/**
 * The way back to what a snapshot holds where a later one could not look: from what stands there now, where that can be looked at
 * at all.
 */
export async function reachHidden(context: Context, root: string, hidden: readonly HiddenEntry[]): Promise<Reach> {
  const looked = await lookAtAll(
    context,
    root,
    hidden.map(({ path }) => path),
  );
  const changes: EntryChange[] = [];
  const unreached: Unreached[] = [];
  for (const { path, state, why } of hidden) {
    const now = looked.get(path) ?? NOTHING_THERE;
    if (now.state === null) unreached.push({ path, why: inTheWay(why) });
    else if (!isSameState(now.state, state)) changes.push({ path, before: now.state, after: state });
  }
  return { changes, unreached };
}
