import type { Action } from '../../core/action/action.ts';
import { digestAction, digestedFields } from '../../core/action/digest-action.ts';
import { parseAction } from '../../core/action/parse-action.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { Decision, Verdict } from '../../core/decision.ts';
import type { Facts, PlanFacts } from '../../core/facts.ts';
import { evaluateEmergency } from '../../core/incident/evaluate-emergency.ts';
import type { Channel } from '../../core/policy/policy.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import { askHuman, viewOf } from '../approval/ask-human.ts';
import { isSignedBy } from '../approval/use-approval.ts';
import { followIdentical } from '../fatigue/follow-identical.ts';
import { identityOf } from '../fatigue/identical-requests.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Authorization, Caller, CheckResult, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { withoutReview, withReview } from '../reviewer/review-attempt.ts';
import {
  decideAttempt,
  type Evaluation,
  evaluate,
  findUsable,
  type Releasing,
  rememberDecision,
} from './decide-attempt.ts';
import type { LinkedApproval } from './linked-calls.ts';
import { type Attempt, recordDecision } from './record-decision.ts';

/** What is proposed, and by whom. */
type Proposed = {
  readonly caller: Caller;
  readonly proposal: Proposal;
  /** Computed by the gateway, for a change that it would make itself. */
  readonly planFacts?: PlanFacts | null;
  /** What the gateway would run it in: nobody else can say so. */
  readonly sandbox?: Facts['sandbox'];
};

/**
 * Decides a proposal and answers when the verdict is final or the caller's wait is over.
 *
 * Load, decide, record, release: the decision is durable before it is answered; an allow that could not be recorded is not
 * released; a halt that came in between withholds it. Where a human is asked, policy is evaluated again right before the
 * approval is consumed, in the same commit. The one `catch` of the authorising flow is in the ingress: an error is a deny.
 */
export async function authorizeAction(context: FlowContext, input: Proposed, wait: Wait): Promise<Authorization> {
  const startedMs = context.ports.clock.nowMs();
  const attempt = await withReview(context, await prepareAttempt(context, input));
  const first = evaluate(context, attempt, null);
  const asks = first.decision.verdict === 'require-approval';
  const usable = asks ? await findUsable(context, attempt) : null;
  const linked = asks && usable === null ? takeLink(context, attempt, { caller: input.caller, first }) : null;
  const isAlone = asks && usable === null && linked === null;
  const identity = isAlone ? identityOf(attempt, first.decision.effects) : null;
  const leader = identity === null ? null : context.identical.leaderOf(identity);
  const opening = identity === null || leader !== null ? null : openFor(identity, context);
  try {
    const led = leader === null ? null : await leader;
    if (led?.status === 'pending') return await followIdentical(context, { attempt, leader: led }, { wait, settle });
    const settled = await settle(context, attempt, { first: asks ? null : first, usable, linked, isSearched: asks });
    context.meter.decided(settled.verdict, context.ports.clock.nowMs() - startedMs);
    opening?.made(settled.approval?.request ?? null);
    if (settled.verdict !== 'require-approval' || settled.approval === null) return settled;
    return await finishWithHuman(context, { attempt, asked: settled, request: settled.approval.request }, wait);
  } finally {
    opening?.end();
  }
}

/** Lets identical attempts follow the request that this one is about to make; `end` it whatever came of it. */
function openFor(
  identity: string,
  { identical }: FlowContext,
): { readonly made: (request: ApprovalRequest | null) => void; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<ApprovalRequest | null>();
  identical.lead(identity, promise);
  return {
    made: resolve,
    end: () => {
      resolve(null);
      identical.end(identity, promise);
    },
  };
}

/** What a person approved of this very call a moment ago, when the agent's hook proposed it; every key must still count. */
function takeLink(
  context: FlowContext,
  { action, ready }: Attempt,
  { caller, first }: { readonly caller: Caller; readonly first: Evaluation },
): LinkedApproval | null {
  const { linked, ports } = context;
  const link = linked.take({ action, decision: first.decision, ready }, caller, ports.clock.nowMs());
  return link?.request.answers.every((answer) => isSignedBy(link.request, answer, context)) === true ? link : null;
}

/** Decides without recording, asking or changing anything; no reviewer model is asked either. */
export async function checkAction(context: FlowContext, input: Proposed): Promise<CheckResult> {
  const attempt = withoutReview(context, await prepareAttempt(context, input));
  const { decision } = evaluate(context, attempt, null);
  return { action: attempt.action, actionDigest: attempt.actionDigest, decision };
}

/**
 * Evaluates a deferred action from the start and opens a request where a human must be asked now; true when it did.
 *
 * For a verdict that needs nobody it does nothing: there is no caller to release it to. Nor for a call of the gateway's own tools:
 * what was computed of its change, and what it would have run in, is not on record, and the files may be others by now.
 */
export async function reconsiderAction(
  context: FlowContext,
  { action, channel }: { readonly action: Action; readonly channel: Channel },
): Promise<boolean> {
  const { hash } = context.ports;
  if (action.tool.origin === OWN_ORIGIN) return false;
  const proposed: Attempt = {
    action,
    actionDigest: digestAction(action, hash),
    session: await context.sessions.open(newSession(action, action.proposedAtMs)),
    ready: context.policies.forWorkspace(action.workspace),
    proposal: { ...action, callId: null, subagent: null, channel },
    planFacts: null,
    sandbox: 'none',
    repeated: true,
    lease: await context.leases.resolve({ session: action.session }),
    task: action.session,
  };
  const attempt = await withReview(context, proposed);
  const first = evaluate(context, attempt, null);
  if (first.decision.verdict !== 'require-approval') return false;
  await settle(context, attempt, { first, usable: null, isSearched: true });
  return true;
}

async function prepareAttempt(
  context: FlowContext,
  { caller, proposal, planFacts = null, sandbox = 'none' }: Proposed,
): Promise<Attempt> {
  const { clock, hash, randomness } = context.ports;
  const nowMs = clock.nowMs();
  const fresh = newSession({ ...proposal, principal: caller.principal }, nowMs);
  const session = await context.sessions.open(fresh);
  if (session.record.principal !== caller.principal) {
    throw new GatewayError(
      'auth.forbidden',
      `propose an action: session ${proposal.session} belongs to ${session.record.principal}, found ${caller.principal}`,
    );
  }
  const proposed: Action = {
    id: proposal.id ?? randomness.uuid(nowMs),
    session: proposal.session,
    principal: caller.principal,
    onBehalfOf: proposal.onBehalfOf,
    surface: proposal.surface,
    tool: proposal.tool,
    args: proposal.args,
    cwd: proposal.cwd,
    workspace: session.record.workspace,
    plan: proposal.plan,
    idempotencyKey: proposal.idempotencyKey,
    proposedAtMs: nowMs,
  };
  const action = parseOrRefuse(proposed);
  const task = caller.run ?? action.session;
  const lease = await context.leases.resolve({
    ...{ session: action.session, task },
    ...{ token: caller.lease, bound: caller.boundLease },
  });
  await context.budgets.load({ principal: action.principal, session: action.session, task });
  return {
    action,
    actionDigest: digestAction(action, hash),
    session,
    ready: context.policies.forWorkspace(action.workspace),
    proposal,
    planFacts,
    sandbox,
    lease,
    task,
  };
}

function newSession(
  { session, principal, workspace }: Pick<Action, 'session' | 'principal' | 'workspace'>,
  nowMs: number,
): SessionRecord {
  return {
    id: session,
    principal,
    workspace,
    startedAtMs: nowMs,
    endedAtMs: null,
    consecutiveDenials: 0,
    recentDigests: [],
    denied: [],
  };
}

function parseOrRefuse(action: Action): Action {
  const parsed = parseAction({
    ...digestedFields(action),
    id: action.id,
    idempotency_key: action.idempotencyKey,
    proposed_at_ms: action.proposedAtMs,
  });
  if (parsed.ok) return parsed.value;
  const found = parsed.failure.map((problem) => `${problem.path}: found ${problem.found}, want ${problem.wanted}`);
  throw new GatewayError('input.invalid', `propose an action: ${found.join('; ')}`, { problems: parsed.failure });
}

/**
 * Decides, with a usable approval where there is one, and records the decision with everything that follows from it. Where a
 * person is asked about an identical call already (`leader`), no other request is made.
 */
async function settle(
  context: FlowContext,
  given: Attempt,
  { leader = null, ...releasing }: Releasing & { readonly leader?: ApprovalRequest | null },
): Promise<Authorization> {
  const nowMs = context.ports.clock.nowMs();
  const { attempt, evaluation, verdict, usable, consumed, follows } = await decideAttempt(context, given, releasing);
  const { decision } = evaluation;
  const { mode } = attempt.ready.policy.settings;
  const asks = verdict === 'require-approval';
  const request = asks && leader === null ? askHuman(context, attempt, decision) : null;
  if (request !== null) context.tasks.noteAsked(attempt.action);
  const waitsFor = asks && leader !== null ? { waitsFor: leader.id } : {};
  const recording = { ...evaluation, verdict, consumed, follows, request, ...waitsFor };
  const recorded = await recordDecision(context, attempt, recording);
  if (recorded === 'approval-gone') return settle(context, attempt, { first: null, usable: null, isSearched: true });
  const { action, ready } = attempt;
  if (consumed !== null && usable !== null)
    context.linked.note({ action, decision, ready }, { request: usable, approval: consumed }, nowMs);
  const released = await withhold(context, attempt, { evaluation, verdict, logIndex: recorded });
  const durable = request === null ? null : { ...request, decisionIndex: recorded };
  if (durable !== null) context.approvals.watch(durable);
  return {
    action: attempt.action,
    actionDigest: attempt.actionDigest,
    decision: released.decision,
    verdict: released.verdict,
    enforced: mode === 'enforce' || verdict !== 'allow' || decision.verdict === 'allow',
    logIndex: recorded,
    approval: durable === null ? null : viewOf(durable, { action: attempt.action, decision }),
  };
}

/** Looks at the emergency state once more, after the commit: what was stopped in between is withheld. */
async function withhold(
  context: FlowContext,
  { action }: Attempt,
  {
    evaluation,
    verdict,
    logIndex,
  }: { readonly evaluation: Evaluation; readonly verdict: Verdict; readonly logIndex: number },
): Promise<{ readonly decision: Decision; readonly verdict: Verdict }> {
  const effects = evaluation.analysis.effects;
  const stop = verdict === 'allow' ? evaluateEmergency(context.emergency.read(), { action, effects }) : null;
  if (stop === null) return { decision: evaluation.decision, verdict };
  await context.checkpoints.discard(action.id);
  const atMs = context.ports.clock.nowMs();
  const data = { decision: logIndex, result: 'withheld', reason: stop.reason };
  await context.sequencer.append({
    entries: [
      {
        entry: { type: 'outcome', atMs, actor: 'gateway', session: action.session, action: action.id, data },
        payload: null,
      },
    ],
    changes: () => [{ kind: 'action.transition', id: action.id, from: ['authorised'], to: 'denied', atMs }],
  });
  return { decision: refused(evaluation.decision, stop.reason), verdict: 'deny' };
}

type Asked = { readonly attempt: Attempt; readonly asked: Authorization; readonly request: ApprovalRequest };

async function finishWithHuman(
  context: FlowContext,
  { attempt, asked, request }: Asked,
  wait: Wait,
): Promise<Authorization> {
  if (wait.waitMs <= 0) return asked;
  const answered = await context.approvals.await(request, wait);
  const view = viewOf(answered, { action: attempt.action, decision: asked.decision });
  if (answered.status === 'pending') return { ...asked, approval: view };
  if (answered.status !== 'approved' || answered.late) {
    rememberDecision(context, { ...attempt, repeated: true }, { verdict: 'deny', approved: false });
    return { ...asked, decision: refused(asked.decision, reasonOf(answered)), verdict: 'deny', approval: view };
  }
  const again: Attempt = { ...attempt, repeated: true };
  const released = await settle(context, again, { first: null, usable: answered, isSearched: true });
  return { ...released, approval: released.approval ?? view };
}

function refused(decision: Decision, reason: string): Decision {
  return { ...decision, verdict: 'deny', reason, obligations: [] };
}

function reasonOf(request: ApprovalRequest): string {
  const denial = request.answers.find((answer) => answer.answer === 'deny');
  if (denial !== undefined)
    return denial.note === '' ? `denied by ${denial.approver}` : `denied by ${denial.approver}: ${denial.note}`;
  if (request.status === 'timed-out')
    return `no human answered within ${Math.round(request.terms.timeoutMs / 1000)} s, and silence is denial`;
  if (request.late)
    return 'the approval came after the time-out: it is for one retry of the same action, not for this attempt';
  return `the request was ${request.status}`;
}
