import type { Action } from '../../core/action/action.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { Decision, Verdict } from '../../core/decision.ts';
import { formatDecisionRecord } from '../../core/decision-record.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Facts, PlanFacts, VerifiedApproval } from '../../core/facts.ts';
import type { ActionStatus } from '../../ports/action-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Proposal } from '../gateway.ts';
import { GatewayError, type GatewayErrorCode } from '../gateway-error.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';
import type { NewEntry } from '../log/log-sequencer.ts';
import type { AttemptReview } from '../reviewer/review-fact.ts';
import type { RememberedSession } from '../session/session-memory.ts';

/** One attempt of one action, prepared for deciding. */
export type Attempt = {
  readonly action: Action;
  readonly actionDigest: string;
  readonly session: RememberedSession;
  readonly ready: ReadyPolicy;
  readonly proposal: Proposal;
  /** Of a change that the gateway would make itself; else null. */
  readonly planFacts: PlanFacts | null;
  /** Other than `none` only for what the gateway itself runs, in a sandbox that it has. */
  readonly sandbox: Facts['sandbox'];
  /** True when the action is decided again, after an approval or a deferral; it is already on record then. */
  readonly repeated?: boolean;
  /** The lease that it is made under; null for none. */
  readonly lease: string | null;
  /** The run whose door it came through, or its session: budgets of a task are by this. */
  readonly task: string;
  /** What a reviewer model said of it; left out where none is configured. */
  readonly review?: AttemptReview;
};

/** A decision as it is to be recorded. */
export type Recording = {
  readonly facts: Facts;
  readonly decision: Decision;
  readonly verdict: Verdict;
  readonly consumed: VerifiedApproval | null;
  /** The action whose approval released this one too (see `LinkedCalls`); null for any other. */
  readonly follows: string | null;
  readonly request: ApprovalRequest | null;
  /** The request of an identical call that people are asked about already; left out for any other. */
  readonly waitsFor?: string;
};

const STATUS_OF: { readonly [Name in Verdict]: ActionStatus } = {
  allow: 'authorised',
  deny: 'denied',
  defer: 'deferred',
  'require-approval': 'awaiting-approval',
};

/**
 * Writes a decision with its facts, the action's state, the session, a new request or a used approval: all or nothing.
 *
 * Answers the place of the decision in the log once it is durable; `approval-gone` when somebody else used the approval
 * first. Raises `action.replayed` or `idempotency.reused` for an attempt that is already on record.
 */
export async function recordDecision(
  context: FlowContext,
  attempt: Attempt,
  recording: Recording,
): Promise<number | 'approval-gone'> {
  const entries = [decisionEntry(attempt, recording), ...requestEntries(attempt, recording)];
  const { request } = recording;
  const messages = request === null ? [] : context.notify.planner.forRequest(request, attempt.action.workspace);
  const tellsEmergency = recording.decision.obligations.some(
    ({ kind, ...told }) => kind === 'notify' && 'whom' in told && told.whom === 'emergency',
  );
  const heldBack = tellsEmergency ? context.notify.planner.forHeldBack(attempt.action.session) : () => [];
  const outcome = await context.sequencer.append({
    entries,
    changes: (firstIndex) => [
      ...changesOf(context, { attempt, recording, firstIndex }),
      ...messages,
      ...heldBack(firstIndex),
    ],
  });
  if (outcome.ok) {
    context.policies.noteRemembered(attempt.ready.policy.settings.version);
    publish(context, { attempt, recording, logIndex: outcome.firstIndex });
    return outcome.firstIndex;
  }
  if (outcome.conflict === 'approval-not-usable') return 'approval-gone';
  throw new GatewayError(
    CODE_OF[outcome.conflict] ?? 'unavailable',
    `record the decision: ${outcome.conflict}, want a new attempt`,
  );
}

const CODE_OF: { readonly [conflict: string]: GatewayErrorCode } = {
  'action-exists': 'action.replayed',
  'idempotency-reused': 'idempotency.reused',
  'action-state': 'action.state',
};

/** Who reviewed the action, and what counted of it. */
function reviewData(review: AttemptReview | undefined, { reviewer }: Facts): JsonObject {
  return review === undefined || review.reviewer === null ? {} : { reviewed: reviewer, reviewer: review.reviewer };
}

function decisionEntry({ action, actionDigest, ready, proposal, review }: Attempt, recording: Recording): NewEntry {
  const { decision, facts, verdict, consumed, follows } = recording;
  const deciding = decision.gates.find((gate) => gate.outcome === decision.verdict) ?? null;
  const data: JsonObject = {
    approval: consumed?.request ?? null,
    digest: actionDigest,
    effects: [...new Set(decision.effects.map((effect) => effect.class))],
    enforced: verdict === decision.verdict,
    ...(follows === null ? {} : { follows }),
    gate: deciding?.gate ?? null,
    level: decision.risk.level,
    policy: ready.policy.settings.version,
    ...reviewData(review, facts),
    ...(proposal.rewrittenBy === undefined ? {} : { rewritten_by: proposal.rewrittenBy.slice(0, 16) }),
    rule: deciding?.rule ?? null,
    score: decision.risk.score,
    subagent: proposal.subagent,
    surface: action.surface,
    tool: action.tool.name,
    verdict: decision.verdict,
    ...(recording.waitsFor === undefined ? {} : { waits_for: recording.waitsFor }),
  };
  const entry = {
    type: 'decision' as const,
    atMs: facts.nowMs,
    actor: action.principal,
    session: action.session,
    action: action.id,
    data,
  };
  return { entry, payload: formatDecisionRecord({ action, facts, decision }) };
}

function requestEntries({ action }: Attempt, { request, facts }: Recording): readonly NewEntry[] {
  if (request === null) return [];
  const data: JsonObject = {
    approvers: request.terms.approvers,
    deadline_ms: request.deadlineMs,
    nonce: request.nonce,
    request: request.id,
  };
  const entry = {
    type: 'approval.requested' as const,
    atMs: facts.nowMs,
    actor: 'gateway',
    session: action.session,
    action: action.id,
    data,
  };
  return [{ entry, payload: null }];
}

function changesOf(
  context: FlowContext,
  {
    attempt,
    recording,
    firstIndex,
  }: { readonly attempt: Attempt; readonly recording: Recording; readonly firstIndex: number },
): readonly StateChange[] {
  const version = attempt.ready.policy.settings.version;
  const { action, actionDigest, session, ready } = attempt;
  const { consumed, request, facts } = recording;
  const changes: StateChange[] = [
    actionChange(attempt, recording, firstIndex),
    { kind: 'session.save', session: session.record },
  ];
  const counted = recording.verdict === 'allow' ? context.leases.chainOf(attempt.lease) : [];
  if (counted.length > 0) changes.push({ kind: 'lease.count', ids: counted });
  if (request !== null) changes.push({ kind: 'approval.create', request: { ...request, decisionIndex: firstIndex } });
  if (consumed !== null) {
    changes.push({
      kind: 'approval.consume',
      id: consumed.request,
      actionDigest,
      actionId: action.id,
      atMs: facts.nowMs,
    });
  }
  if (!context.policies.isRemembered(version)) changes.push({ kind: 'policy.remember', version, bundle: ready.bundle });
  return changes;
}

function actionChange(
  { action, actionDigest, proposal, repeated }: Attempt,
  { verdict, facts }: Recording,
  firstIndex: number,
): StateChange {
  const to = STATUS_OF[verdict];
  if (repeated === true)
    return { kind: 'action.transition', id: action.id, from: ['awaiting-approval', 'deferred'], to, atMs: facts.nowMs };
  return {
    kind: 'action.create',
    record: {
      id: action.id,
      digest: actionDigest,
      session: action.session,
      principal: action.principal,
      idempotencyKey: action.idempotencyKey,
      callId: proposal.callId,
      toolName: action.tool.name,
      logIndex: firstIndex,
      status: to,
      createdAtMs: facts.nowMs,
      updatedAtMs: facts.nowMs,
    },
  };
}

function publish(
  { events }: FlowContext,
  {
    attempt,
    recording,
    logIndex,
  }: { readonly attempt: Attempt; readonly recording: Recording; readonly logIndex: number },
): void {
  const { action } = attempt;
  const { decision, verdict, facts } = recording;
  events.publish({
    kind: 'decision',
    logIndex,
    atMs: facts.nowMs,
    actionId: action.id,
    session: action.session,
    tool: action.tool.name,
    verdict,
    riskScore: decision.risk.score,
    reason: decision.reason,
  });
}
