import type { Spending } from '../../core/budget/budget.ts';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import type { CleanUpReport, SandboxedResult } from '../../ports/sandbox.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { EgressPass } from '../egress/egress-pass.ts';
import type { FlowContext } from '../flow-context.ts';
import { keepState } from '../workspace/keep-present.ts';
import { scanInstall } from './install-run.ts';
import { type KnownRun, type LiveRun, viewOfRun } from './live-run.ts';
import { notKept } from './not-kept.ts';
import { recordRun } from './run-record.ts';
import type { RunEnd } from './run-transitions.ts';
import type { RunChange, RunSummary, RunTraffic } from './run-view.ts';
import { MAX_NAMED, surveyChanges } from './survey-changes.ts';

const MAX_HOSTS = 20;

type Files = Pick<RunSummary, 'files' | 'total' | 'leftOut' | 'notKept'>;

const NO_FILES: Files = { files: [], total: 0, leftOut: [], notKept: [] };

/**
 * Ends a run: kills what is left in it, sees what it changed, cleans up, and puts the end on record.
 *
 * Its ways out are closed and its programs are told to end before anything is awaited; the rest waits for the lane of the run.
 * A run whose changes are to be reviewed keeps them, without any program, until a person decided. What could not be seen or
 * cleaned up is in the summary as a sentence, never left out. Called once for a run.
 */
export function settleRun(context: FlowContext, run: KnownRun, ending: RunEnd): Promise<RunSummary> {
  const wasFrozen = run.state === 'frozen';
  run.state = 'ended';
  if (ending.stop !== null) run.stopped = ending.stop.reason;
  cutOff(run, run.stopped ?? 'the run ended');
  const failure = kill(run, ending.stop?.excess ?? 'stopped');
  return run.lane.pass(() => settle(context, run, { ...ending, wasFrozen, failure }));
}

/** Calls the sandbox before anything is awaited; answers what went wrong, null for nothing. */
async function kill({ held }: KnownRun, excess: Excess): Promise<string | null> {
  try {
    await held.sandbox.terminate(excess);
    return null;
  } catch (error) {
    return `ending its programs: ${messageOf(error)}`;
  }
}

type Settling = RunEnd & { readonly wasFrozen: boolean; readonly failure: Promise<string | null> };

async function settle(
  context: FlowContext,
  run: KnownRun,
  { by, exitCode, wasFrozen, failure }: Settling,
): Promise<RunSummary> {
  const failed = await failure;
  const remains: string[] = failed === null ? [] : [failed];
  const note = (what: string, error: unknown): void => void remains.push(`${what}: ${messageOf(error)}`);
  const files = await seeFiles(context, run).catch((error: unknown) => {
    note('seeing what it changed', error);
    return { ...NO_FILES, notKept: unkept(run, null) };
  });
  const waits = run.order.changes === 'review' && files.total > 0;
  if (waits) run.state = 'reviewing';
  else await cleanUp(run, remains);
  const durationMs = Math.max(0, context.ports.clock.nowMs() - run.startedAtMs);
  const summary: RunSummary = {
    run: viewOfRun(run, context.leases),
    durationMs,
    actions: { ...run.counts },
    ...files,
    traffic: trafficOf(run.pass),
    spent: await spentOf(context, run),
    stopped: run.stopped,
    output: outputOf(await endOfProgram(run)),
    notes: [...(run.held.sandbox.overstepped?.() ?? []), ...(await scanInstall(context, run.order, files.files))],
    remains,
  };
  run.summary = summary;
  run.secrets?.close();
  await context.leases.finish(by, run.lease).catch((error: unknown) => note('ending its lease', error));
  const { total, actions, traffic, stopped } = summary;
  await recordRun(context, run.identity, {
    type: 'run.ended',
    by,
    data: {
      ...actions,
      bytes_in: traffic.bytesIn,
      bytes_out: traffic.bytesOut,
      duration_ms: durationMs,
      exit_code: exitCode,
      files: total,
      refused_connections: traffic.refused,
      remains: remains.length,
      result: stopped === null ? 'ended' : 'stopped',
      ...(stopped === null ? {} : { reason: stopped.slice(0, 300) }),
      ...(wasFrozen ? { was_frozen: true } : {}),
    },
    beside: { files: summary.files.map(({ path, change }) => ({ path, change })), remains },
  });
  return summary;
}

/** Closes every way out, at once: what stops a run does this before anything that takes time. */
function cutOff({ held, pass }: Pick<LiveRun, 'held' | 'pass'>, reason: string): void {
  pass.close(reason);
  held.cutOff();
}

/** A program that the gateway runs has ended once its sandbox was told to end everything. */
async function endOfProgram(run: LiveRun): Promise<SandboxedResult | null> {
  run.result ??= await run.program;
  return run.result;
}

function outputOf(result: SandboxedResult | null): RunSummary['output'] {
  if (result === null) return null;
  const { end, stdout, stderr } = result;
  return { stdout: stdout.text, stderr: stderr.text, exitCode: exitCodeOf(end) };
}

/** As shells say it: 127 for a program that is not there, 126 for one that could not be started, 137 for one that was killed. */
export function exitCodeOf(end: CommandEnd): number {
  if (end.kind === 'exited') return end.exitCode;
  if (end.kind === 'not-found') return 127;
  return end.kind === 'not-started' ? 126 : 137;
}

function trafficOf(pass: EgressPass): RunTraffic {
  const { opened, refused, upBytes, downBytes, refusedHosts } = pass.usage();
  return { opened, refused, bytesOut: upBytes, bytesIn: downBytes, refusedHosts: refusedHosts.slice(0, MAX_HOSTS) };
}

/** What its model calls used; null where there were none. */
async function spentOf(
  { budgets }: FlowContext,
  { identity: { id, principal, session } }: LiveRun,
): Promise<Spending | null> {
  const [task] = (await budgets.read({ principal, session, task: id })).filter(({ scope }) => scope.includes(id));
  return task === undefined || task.used.tokens === 0 ? null : task.used;
}

/** What the run changed: against the snapshot from before it, or of what its sandbox kept apart. */
async function seeFiles(context: FlowContext, run: LiveRun): Promise<Files> {
  const { before, order, identity } = run;
  if (order.changes === 'drop') return NO_FILES;
  if (before === null) return { ...(await surveyChanges(run)), notKept: [] };
  const about = { action: identity.id, session: identity.session };
  const after = await keepState(context, { root: before.root, paths: null, ...about, reason: 'after' });
  const changes = await context.ports.workspaces.snapshots.compare(before.id, after.id);
  return { ...filesOf(changes), leftOut: [], notKept: unkept(run, after) };
}

function unkept({ before, order }: LiveRun, after: Snapshot | null): RunSummary['notKept'] {
  return notKept([before, after], { isHeld: order.isolation !== 'none' });
}

/** Changes of a workspace as a summary names them: the files, and how many there are in all. */
export function filesOf(changes: readonly EntryChange[]): Pick<RunSummary, 'files' | 'total'> {
  const files = changes.filter(isOfContent).map(changeOf);
  return { files: files.slice(0, MAX_NAMED), total: files.length };
}

/** A folder is told by what is in it. */
function isOfContent({ before, after }: EntryChange): boolean {
  return isThere(before) || isThere(after);
}

function changeOf({ path, before, after }: EntryChange): RunChange {
  if (!isThere(before)) return { path, change: 'added' };
  return { path, change: isThere(after) ? 'changed' : 'deleted' };
}

function isThere({ kind }: EntryState): boolean {
  return kind === 'file' || kind === 'link';
}

/** Closes the sandbox, and says what was left of it. Never rejects. */
export async function cleanUp(run: KnownRun, remains: string[]): Promise<void> {
  try {
    remains.push(...leftOvers(await run.held.close()));
    run.isClosed = true;
  } catch (error) {
    remains.push(`cleaning up: ${messageOf(error)}`);
  }
}

function leftOvers(report: CleanUpReport): readonly string[] {
  return (['processes', 'mounts', 'groups', 'files', 'sockets'] as const).flatMap((kind) =>
    report[kind].length === 0 ? [] : [`${kind} are left: ${report[kind].slice(0, 5).join(', ')}`],
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it failed';
}
