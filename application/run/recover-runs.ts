import type { FlowContext } from '../flow-context.ts';
import { keepState, OF_ONE_ACTION } from '../workspace/keep-present.ts';
import { notKept } from './not-kept.ts';
import { recordRun } from './run-record.ts';
import type { DanglingRun } from './run-trail.ts';
import type { RunSummary, ShownRun } from './run-view.ts';
import { filesOf } from './settle-run.ts';

/** How long the removal of what is left of old sandboxes is waited for, before their files are looked at all the same. */
const SWEEP_MS = 10_000;

type Found = Pick<RunSummary, 'files' | 'total' | 'notKept' | 'notes' | 'remains'>;

/**
 * Ends the runs that a gateway left open when it was lost, each on record, and answers them as people are shown them.
 *
 * Their programs went with the gateway. Where changes were made in place, the workspace is kept as it is now, so that all of them
 * can be undone like those of any other run: what others changed there since counts as the run's, since nobody can tell the two
 * apart. Changes that were kept apart are gone with the sandbox, which is recorded. Called once, before anything is decided.
 */
export async function recoverRuns(context: FlowContext, left: readonly DanglingRun[]): Promise<readonly ShownRun[]> {
  if (left.length === 0) return [];
  await programsEnded(context);
  const shown: ShownRun[] = [];
  for (const run of left) shown.push(run.waiting === null ? await endLost(context, run) : await dropLost(context, run));
  return shown;
}

/** What old sandboxes still ran would go on changing files. */
async function programsEnded({ ports: { runs, clock } }: FlowContext): Promise<void> {
  if (runs === null) return;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(SWEEP_MS, resolve);
  await Promise.race([runs.holder.swept(), late]);
  cancel();
}

async function endLost(context: FlowContext, run: DanglingRun): Promise<ShownRun> {
  const found = await whatItChanged(context, run);
  await finishLease(context, run);
  await recordRun(context, run, {
    type: 'run.ended',
    by: 'gateway',
    data: {
      exit_code: null,
      files: found.total,
      remains: found.remains.length,
      result: 'gateway-lost',
      ...(run.changes === 'review' ? { changes: 'lost' } : {}),
    },
    beside: { files: found.files.map(({ path, change }) => ({ path, change })), remains: [...found.remains] },
  });
  return shownOf(context, run, found);
}

/**
 * Its end is on record already; what waited for a person is not there any more. Where somebody was taking the changes over as the
 * gateway was lost, all or none of them are made by now, and what is made can be undone.
 */
async function dropLost(context: FlowContext, run: DanglingRun): Promise<ShownRun> {
  const made = await changesSince(context, run).catch(() => ({ files: [], total: 0, notKept: [] }));
  const verdict = made.total > 0 ? 'apply' : 'lost';
  await recordRun(context, run, { type: 'run.reviewed', by: 'gateway', data: { files: made.total, verdict } });
  const note = `${run.waiting ?? 0} changed files waited for a person and were lost with the gateway that kept them`;
  return shownOf(context, run, { ...made, notes: made.total > 0 ? [] : [note], remains: [] });
}

async function whatItChanged(context: FlowContext, run: DanglingRun): Promise<Found> {
  const none = { files: [], total: 0, notKept: [], remains: [] };
  if (run.changes === 'drop') return { ...none, notes: [] };
  if (run.changes === 'review')
    return { ...none, notes: ['what it changed was kept apart, and was lost with the gateway that kept it'] };
  try {
    const files = await changesSince(context, run);
    return { ...files, remains: [], notes: ['what others changed in its workspace since counts as its own changes'] };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it failed';
    return { ...none, notes: [], remains: [`seeing what it changed: ${why}`] };
  }
}

/** The gateway may have been lost after it kept the state after the run, and before that was on record. */
async function changesSince(
  context: FlowContext,
  { id, session, isolation }: DanglingRun,
): Promise<Pick<Found, 'files' | 'total' | 'notKept'>> {
  const { snapshots } = context.ports.workspaces;
  const kept = await snapshots.list({ action: id, limit: OF_ONE_ACTION });
  const before = kept.find(({ reason }) => reason === 'before');
  if (before === undefined) throw new Error('nothing was kept before it');
  const after =
    kept.find(({ reason }) => reason === 'after') ??
    (await keepState(context, { root: before.root, paths: before.paths, action: id, session, reason: 'after' }));
  const files = filesOf(await snapshots.compare(before.id, after.id));
  return { ...files, notKept: notKept([before, after], { isHeld: isolation !== 'none' }) };
}

/** Nobody gives signs of life for it any more. One that has ended by itself stays as it is. */
async function finishLease({ leases }: FlowContext, { id }: DanglingRun): Promise<void> {
  const own = leases.list({ ended: false }).filter(({ task, parent }) => task === id && parent === null);
  for (const lease of own) await leases.finish('gateway', lease.id).catch(() => undefined);
}

function shownOf({ ports }: FlowContext, run: DanglingRun, found: Found): ShownRun {
  const { id, session, principal, workspace, isolation, changes, startedAtMs, leaseMs } = run;
  const view = {
    ...{ id, session, principal, workspace, isolation, changes, startedAtMs },
    program: principal.slice(principal.indexOf(':') + 1),
    state: 'ended',
    expiresAtMs: startedAtMs + leaseMs,
  } as const;
  const summary: RunSummary = {
    run: view,
    durationMs: Math.max(0, ports.clock.nowMs() - startedAtMs),
    actions: { decided: 0, allowed: 0, asked: 0, denied: 0 },
    leftOut: [],
    traffic: { opened: 0, refused: 0, bytesOut: 0, bytesIn: 0, refusedHosts: [] },
    spent: null,
    stopped: 'the gateway that held it was lost; what it did until then is in the log',
    output: null,
    ...found,
  };
  return { run: view, summary };
}
