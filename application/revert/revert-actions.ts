import type { Verdict } from '../../core/decision.ts';
import type { EffectClass } from '../../core/effect/effect.ts';
import { type ActionRecord, RELEASED_STATUSES } from '../../ports/action-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { Act } from '../act/act.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import { authorizeAction, checkAction } from '../decide/authorize-action.ts';
import { reportOutcome } from '../decide/report-outcome.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Authorization, Caller, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type Undone, undoChanges } from '../workspace/undo-changes.ts';
import { type Again, runAgain } from './run-again.ts';
import { type InverseRun, inverseRun, runInverse } from './run-inverses.ts';
import { type RevertPlan, surveyRevert } from './survey-revert.ts';

/** What is to be reverted, always of one session and in reverse. */
export type RevertOrder = {
  readonly what: /** The action, and everything its session did after it. */
    | { readonly kind: 'action'; readonly action: string }
    /** The whole task. */
    | { readonly kind: 'session'; readonly session: string };
  /** Proposes the action again afterwards; only for one action. */
  readonly rerun: boolean;
  /** Puts a path back although somebody changed it since. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** For whom an agent reverts. */
  readonly onBehalfOf: string;
};

/** What was reverted, or would be. */
export type Reverted = {
  readonly session: string;
  /** Whether the caller may: people always, an agent as its decision says. Nothing is done unless `allow`. */
  readonly verdict: Verdict;
  readonly authorization: Authorization | null;
  /** Actions that are meant, newest first: those that were let through. */
  readonly actions: readonly string[];
  /** What is led back below each root. */
  readonly files: readonly Undone[];
  /** Inverses, in the order in which they run. */
  readonly inverses: readonly InverseRun[];
  /** Actions with effects outside files that nobody registered an inverse for: they stay. */
  readonly left: readonly { readonly action: string; readonly effects: readonly EffectClass[] }[];
  readonly again: Again | null;
  /** Place of the entry `actions.reverted`; null where nothing was done. */
  readonly logIndex: number | null;
};

/** Most actions that are named in an entry, in a payload, and in what an agent proposes. */
const MAX_IN_ENTRY = 1_000;
const MAX_PROPOSED = 1_000;

/**
 * Takes actions of a session back: their changes of files in one change for each root, then what they did elsewhere, by the
 * inverses that were registered, last action first. Nothing of the log is taken back: it gets new entries.
 *
 * An agent reverts its own session, and only as an action that every gate judges. Inverses are actions of their principal and
 * are judged too; what asks a person stays open, and reverting again goes on from there. Raises `action.unknown`,
 * `checkpoint.nothing`, `files.drifted` where somebody changed a file since; then nothing was done.
 */
export async function revertActions(
  desk: { readonly context: FlowContext; readonly act: Act },
  caller: Caller,
  { order, wait }: { readonly order: RevertOrder; readonly wait: Wait },
): Promise<Reverted> {
  const { context } = desk;
  const plan = await surveyRevert(context, caller, order);
  const { session, inverses: ready, left } = plan;
  const actions = plan.actions.map(({ id }) => id);
  const inverses = [
    ...ready.map(({ kept }) => inverseRun(kept, { status: 'planned', action: null })),
    ...plan.running.map((kept) => inverseRun(kept, { status: kept.state === 'unknown' ? 'unknown' : 'running' })),
  ];
  const planned = { session: session.id, actions, files: plan.files, inverses, left, again: null, logIndex: null };
  const proposal = isPerson(caller) ? null : proposalOf(caller, { plan, order });
  if (order.dryRun) {
    const checked = proposal === null ? null : await checkAction(context, { caller, proposal });
    return { ...planned, verdict: checked?.decision.verdict ?? 'allow', authorization: null };
  }
  refuseConflicts(plan, order);
  const authorization = proposal === null ? null : await authorizeAction(context, { caller, proposal }, wait);
  const verdict = authorization?.verdict ?? 'allow';
  if (verdict !== 'allow') return { ...planned, verdict, authorization };
  const files = await leadBack(context, caller, { plan, order, authorization });
  const logIndex = await recordRevert(context, caller, { plan, order, files });
  const runs: InverseRun[] = [];
  for (const one of ready) runs.push(await runInverse(desk, one, { by: caller.principal, wait }));
  runs.push(...inverses.slice(ready.length));
  const again = order.rerun && plan.target !== null ? await runAgain(desk, plan.target, wait) : null;
  return { ...planned, verdict, authorization, files, inverses: runs, again, logIndex };
}

function isPerson({ principal }: Caller): boolean {
  return principal.startsWith('human:');
}

function undoOrder(
  { session, actions, files }: RevertPlan,
  root: string,
  { force }: RevertOrder,
): Parameters<typeof undoChanges>[2] {
  const what = { kind: 'actions', actions: new Set(actions.map(({ id }) => id)) } as const;
  const decided = files.find((file) => file.root === root);
  return { root, what, within: session.id, force, dryRun: false, ...(decided === undefined ? {} : { decided }) };
}

function refuseConflicts({ files }: RevertPlan, { force }: RevertOrder): void {
  const conflicts = files.flatMap(({ root, conflicts: paths }) => paths.map((path) => `${root}/${path}`));
  if (force || conflicts.length === 0) return;
  const named = conflicts.slice(0, 5).join(', ');
  throw new GatewayError(
    'files.drifted',
    `revert: ${conflicts.length} of the paths changed since, want them as the actions left them: ${named}`,
    { remedies: ['See what would happen with `--dry-run`.', 'Put them back all the same with `--force`.'] },
  );
}

type Meant = { readonly plan: RevertPlan; readonly order: RevertOrder };

/** An agent's revert is a proposal: judged by the paths that it would write. Its inverses are judged each for itself. */
function proposalOf(caller: Caller, { plan, order }: Meant): Proposal {
  if (order.force)
    throw new GatewayError('auth.forbidden', `revert by force: found ${caller.principal}, want a person`);
  const { session, actions, files, inverses } = plan;
  const { workspace } = session;
  return {
    ...{ id: null, session: session.id, onBehalfOf: order.onBehalfOf, surface: 'api', channel: 'api' },
    tool: { name: 'undo', origin: OWN_ORIGIN, digest: null },
    args: {
      what: `revert-${order.what.kind}`,
      actions: actions.slice(0, MAX_PROPOSED).map(({ id }) => id),
      inverses: inverses.map(({ kept }) => kept.action),
      paths: files.flatMap(({ root, changes }) =>
        changes.map(({ path }) => (root === workspace ? path : `${root === '/' ? '' : root}/${path}`)),
      ),
    },
    ...{ cwd: workspace, workspace, plan: null, idempotencyKey: null, callId: null, subagent: null },
  };
}

type Allowed = Meant & { readonly authorization: Authorization | null };

/** Leads the files back, root by root; what became of it is the outcome of an agent's revert. */
async function leadBack(
  context: FlowContext,
  caller: Caller,
  { plan, order, authorization }: Allowed,
): Promise<readonly Undone[]> {
  const report = async (error: string | null): Promise<void> => {
    if (authorization === null) return;
    const by = { actionId: authorization.action.id };
    const result = error === null ? 'completed' : 'failed';
    await reportOutcome(context, caller, { by, result, error, durationMs: null, response: null });
  };
  const files: Undone[] = [];
  try {
    for (const { root } of plan.files) files.push(await undoChanges(context, caller, undoOrder(plan, root, order)));
  } catch (error) {
    await report(error instanceof GatewayError ? error.code : 'files.failed');
    throw error;
  }
  await report(null);
  return files;
}

type Done = Meant & { readonly files: readonly Undone[] };

/**
 * Puts the revert on record with the new statuses. Where one of them moved meanwhile, the record stands without any: the log
 * says what was done.
 */
async function recordRevert(context: FlowContext, caller: Caller, { plan, order, files }: Done): Promise<number> {
  const { session, actions, inverses, left } = plan;
  const atMs = context.ports.clock.nowMs();
  const changed = new Set(files.flatMap((file) => file.actions));
  const isRolledBack = ({ id, status }: ActionRecord): boolean => changed.has(id) && RELEASED_STATUSES.includes(status);
  const rolledBack = actions.filter(isRolledBack).map(({ id }) => id);
  const ids = actions.map(({ id }) => id);
  const data = {
    ...{ kind: order.what.kind, rerun: order.rerun, count: ids.length, actions: ids.slice(0, MAX_IN_ENTRY) },
    ...{ rolled_back: rolledBack.length, inverses: inverses.length, left: left.length },
  };
  const entry = {
    type: 'actions.reverted' as const,
    atMs,
    actor: caller.principal,
    session: session.id,
    action: order.what.kind === 'action' ? order.what.action : null,
    data,
  };
  const payload = JSON.stringify({
    actions: ids,
    rolled_back: rolledBack,
    inverses: inverses.map(({ kept }) => kept.action),
    left: left.map(({ action }) => action),
  });
  const unit = { entries: [{ entry, payload }], changes: () => rolledBackChanges(rolledBack, atMs) };
  const first = await context.sequencer.append(unit);
  const outcome = first.ok ? first : await context.sequencer.append({ ...unit, changes: () => [] });
  if (outcome.ok) return outcome.firstIndex;
  throw new GatewayError('log.unwritable', `record a revert of session ${session.id}: ${outcome.conflict}`);
}

function rolledBackChanges(ids: readonly string[], atMs: number): readonly StateChange[] {
  return ids.map((id) => ({
    kind: 'action.transition',
    id,
    from: RELEASED_STATUSES,
    to: 'rolled-back',
    atMs,
  }));
}
