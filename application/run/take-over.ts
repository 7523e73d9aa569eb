import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import type { SandboxChange, SandboxChanges } from '../../ports/sandbox.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { keepState, pathsToKeep } from '../workspace/keep-present.ts';
import { makeWritten, RESTORE_BOUNDS } from '../workspace/write-workspace.ts';
import { type KnownRun, type LiveRun, viewOfRun } from './live-run.ts';
import { notKept, touchedBy } from './not-kept.ts';
import { recordRun } from './run-record.ts';
import type { RunSummary } from './run-view.ts';
import { cleanUp } from './settle-run.ts';
import { tellApart } from './survey-changes.ts';

const FILE_MODE = 0o644;
const PROGRAM_MODE = 0o755;
const FOLDER_MODE = 0o755;

type Review = { readonly by: string; readonly verdict: 'apply' | 'drop' | 'expired'; readonly summary: RunSummary };

/**
 * Takes the changes of a run over into its workspace, or drops them, and closes its sandbox. Nobody looked at `expired` ones in time.
 *
 * All of them are made or none, by the gateway's own way of changing files, with the state before kept: so they are undone like
 * any other change. Raises `files.drifted` where somebody changed one of these files meanwhile; then they still wait.
 */
export async function takeOver(
  context: FlowContext,
  run: KnownRun,
  { by, verdict, summary }: Review,
): Promise<RunSummary> {
  const { made, notKept: unkept } = verdict === 'apply' ? await apply(context, run, by) : NOTHING;
  const remains = [...summary.remains];
  await cleanUp(run, remains);
  if (run.baseline !== null)
    await context.ports.workspaces.snapshots.supersede([run.baseline.id], run.baseline.id).catch(() => undefined);
  run.state = 'ended';
  const after = { ...summary, run: viewOfRun(run, context.leases), remains, notKept: unkept };
  run.summary = after;
  await recordRun(context, run.identity, { type: 'run.reviewed', by, data: { files: made, verdict } });
  return after;
}

type Applied = { readonly made: number } & Pick<RunSummary, 'notKept'>;

const NOTHING: Applied = { made: 0, notKept: [] };

async function apply(context: FlowContext, run: LiveRun, by: string): Promise<Applied> {
  const { taken, from } = await tellApart(run);
  const root = run.order.workspace;
  await refuseDrifted(context, run, taken);
  const changes: EntryChange[] = [];
  for (const change of taken) {
    const entry = await entryOf(context, root, { change, from });
    if (!isSameState(entry.before, entry.after)) changes.push(entry);
  }
  if (changes.length === 0) return NOTHING;
  const changed = changes.map(({ path }) => path);
  const paths = pathsToKeep(changed);
  const about = { root, paths, action: run.identity.id, session: run.identity.session };
  const before = await keepState(context, { ...about, reason: 'before' });
  const record = { kind: 'run', run: run.identity.id };
  await makeWritten(context, { root, changes, by, session: about.session, bounds: RESTORE_BOUNDS, record });
  const after = await keepState(context, { ...about, reason: 'after' });
  const unkept = notKept([before, after], { isHeld: run.order.isolation !== 'none' });
  return { made: changes.length, notKept: touchedBy(unkept, changed) };
}

/** Nobody else's change is overwritten: what differs from what the sandbox began with is a conflict. */
async function refuseDrifted(context: FlowContext, run: LiveRun, taken: readonly SandboxChange[]): Promise<void> {
  const { files, snapshots } = context.ports.workspaces;
  const root = run.order.workspace;
  const drifted = new Set<string>();
  if (run.baseline !== null) {
    const now = await keepState(context, { root, paths: null, action: null, session: null, reason: 'manual' });
    const meanwhile = await snapshots.compare(run.baseline.id, now.id);
    await snapshots.supersede([now.id], now.id);
    const changed = new Set(meanwhile.map(({ path }) => path));
    for (const { path } of taken) if (changed.has(path)) drifted.add(path);
  }
  for (const { path, before } of taken) {
    const { kind } = await files.state(root, path);
    if ((kind === 'absent' ? 'nothing' : kind) !== before) drifted.add(path);
  }
  if (drifted.size === 0) return;
  const named = [...drifted].slice(0, 5).join(', ');
  throw new GatewayError(
    'files.drifted',
    `take changes over into ${root}: found that ${drifted.size} of these paths were changed meanwhile, want none: ${named}`,
    { remedies: ['Put your own changes aside and take over again, or drop the changes of the run.'] },
  );
}

async function entryOf(
  { ports: { workspaces } }: FlowContext,
  root: string,
  { change: { path, after }, from }: { readonly change: SandboxChange; readonly from: SandboxChanges },
): Promise<EntryChange> {
  const before = await workspaces.files.state(root, path);
  return { path, before, after: await stateAfter() };

  async function stateAfter(): Promise<EntryState> {
    switch (after.kind) {
      case 'nothing':
      case 'other':
        return ABSENT;
      case 'link':
        return { kind: 'link', target: after.target };
      case 'folder':
        return before.kind === 'folder' ? before : { kind: 'folder', mode: FOLDER_MODE };
      case 'file': {
        const content = await from.read(path);
        const sha256 = await workspaces.contents.put(content);
        const mode = modeOf(before, after.isExecutable);
        return { kind: 'file', mode, sha256, sizeBytes: content.byteLength };
      }
    }
  }
}

/** The permissions that the file has, but for whether it is a program. Never a set-user or set-group bit. */
function modeOf(before: EntryState, isExecutable: boolean): number {
  if (before.kind !== 'file') return isExecutable ? PROGRAM_MODE : FILE_MODE;
  const isProgram = (before.mode & 0o111) !== 0;
  if (isProgram === isExecutable) return before.mode & 0o777;
  return isExecutable ? (before.mode & 0o777) | 0o111 : before.mode & 0o666;
}
