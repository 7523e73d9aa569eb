import type { Action } from '../../core/action/action.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { decideAnalysed } from '../../core/decide.ts';
import type { Decision, Verdict } from '../../core/decision.ts';
import type { Facts, VerifiedApproval } from '../../core/facts.ts';
import type { EnforcementMode } from '../../core/policy/policy.ts';
import { pathsAtStake } from '../../core/workspace/paths-at-stake.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import { bindingOf } from '../approval/approval-binding.ts';
import { verifyApproval } from '../approval/use-approval.ts';
import { isApprovalOutdated, trustUsed } from '../fatigue/trust-facts.ts';
import type { FlowContext } from '../flow-context.ts';
import { afterDecision } from '../session/session-memory.ts';
import { gatherFacts, type Surveyed } from './gather-facts.ts';
import type { LinkedApproval } from './linked-calls.ts';
import type { Attempt } from './record-decision.ts';

/** A decision with what it was made from. */
export type Evaluation = Surveyed & { readonly decision: Decision };

/** What may release an attempt. */
export type Releasing = {
  /** Made in this very turn of the event loop; null where time has passed since. */
  readonly first: Evaluation | null;
  readonly usable: ApprovalRequest | null;
  readonly linked?: LinkedApproval | null;
  /** False where nobody has looked for an approval yet: it is done once a person would be asked. */
  readonly isSearched: boolean;
};

/** A decision that the session has counted, and the approval it stands on. */
export type Decided = {
  /** The attempt under the policy that is in force now. */
  readonly attempt: Attempt;
  readonly evaluation: Evaluation;
  /** What is enforced of it. */
  readonly verdict: Verdict;
  readonly usable: ApprovalRequest | null;
  /** The approval that is used up by this; null for none, and for one that another action has used. */
  readonly consumed: VerifiedApproval | null;
  /** The action whose approval releases this one too; null for any other. */
  readonly follows: string | null;
};

/** Gates that hold even in shadow mode: what they deny is denied. */
const ALWAYS_ENFORCED: ReadonlySet<string> = new Set(['principal', 'emergency', 'lease', 'hard-floor', 'deny-rules']);

/** Most times that paths are kept anew because links were turned meanwhile; then they count as not kept. */
const MAX_KEEPING = 3;

/**
 * What was kept of the workspace before the action: null before anything was tried, and `failed` where nothing could be. What is kept in
 * part can be put back in part, and is no checkpoint to rely on.
 */
type Kept = { readonly paths: readonly string[]; readonly isWhole: boolean } | 'failed' | null;

/** Reads the world and decides, in one turn of the event loop. */
export function evaluate(context: FlowContext, attempt: Attempt, approval: VerifiedApproval | null): Evaluation {
  const { action, actionDigest, session, ready, proposal } = attempt;
  const { policy } = ready;
  const { facts, analysis } = gatherFacts(context, {
    action,
    actionDigest,
    session,
    policy,
    channel: proposal.channel,
    approval,
    planFacts: attempt.planFacts,
    sandbox: attempt.sandbox,
    isRepeated: attempt.repeated === true,
    lease: attempt.lease,
    task: attempt.task,
    authors: proposal.authors ?? [],
    review: attempt.review,
  });
  return { facts, analysis, decision: decideAnalysed({ action, facts, policy, analysis }) };
}

/** The oldest approval that may release the attempt: of several for one digest, some may be bound to another policy. */
export async function findUsable(context: FlowContext, attempt: Attempt): Promise<ApprovalRequest | null> {
  const { ports } = context;
  const nowMs = ports.clock.nowMs();
  const candidates = await ports.stores.approvals.listUsable(attempt.actionDigest, nowMs);
  const binding = bindingOf(attempt);
  return candidates.find((candidate) => verifyApproval(candidate, { binding, nowMs }, context) !== null) ?? null;
}

/**
 * Decides an attempt, with the checkpoint taken that it is owed, and counts it in its session.
 *
 * Whatever is waited for (the snapshot, a search for an approval), everything is evaluated again afterwards, under the policy and
 * the emergency state of that moment; between the last evaluation and its counting nothing else runs. Where an owed checkpoint
 * cannot be taken it is decided without one, and an approval that was given for exactly that releases it.
 */
export async function decideAttempt(context: FlowContext, given: Attempt, releasing: Releasing): Promise<Decided> {
  const { linked = null } = releasing;
  let { first, usable, isSearched } = releasing;
  let kept: Kept = null;
  for (let keeping = 0; ; ) {
    const attempt = first === null ? underPresentPolicy(context, given) : given;
    const own = verified(context, attempt, usable);
    const approval = own ?? linked?.approval ?? null;
    const evaluation = keptOrNot(attempt, first ?? evaluate(context, attempt, approval), kept);
    first = null;
    const { effects } = evaluation.analysis;
    if (own !== null && usable !== null && isApprovalOutdated(context, attempt, { effects, asked: usable.actionId })) {
      usable = null;
      isSearched = true;
      continue;
    }
    const verdict = enforcedVerdict(evaluation.decision, attempt.ready.policy.settings.mode);
    const wanted: readonly string[] = verdict === 'allow' ? pathsToKeep(context, attempt, evaluation) : [];
    if (kept !== 'failed' && !holds(kept, wanted)) {
      keeping += 1;
      kept = keeping > MAX_KEEPING ? 'failed' : await keep(context, attempt.action, wanted);
    } else if (evaluation.decision.verdict === 'require-approval' && approval === null && !isSearched) {
      isSearched = true;
      usable = await findUsable(context, attempt);
    } else {
      const isReleased = approval !== null && verdict === 'allow' && evaluation.decision.approval !== null;
      rememberDecision(context, attempt, { verdict, approved: isReleased });
      if (verdict === 'allow') context.leases.count(attempt.lease);
      if (verdict === 'allow')
        context.tasks.note(attempt.action, evaluation.analysis.effects, {
          asked: isReleased ? (usable?.actionId ?? null) : null,
          trust: isReleased ? null : trustUsed(evaluation.decision),
          parse: attempt.ready.policy.parseShell,
        });
      const follows = isReleased && own === null ? (linked?.actionId ?? null) : null;
      return { attempt, evaluation, verdict, usable, consumed: isReleased ? own : null, follows };
    }
  }
}

/** An action that is decided again after an approval is still one action: it counts once. */
export function rememberDecision(
  { sessions }: FlowContext,
  { session, actionDigest, repeated }: Attempt,
  { verdict, approved }: { readonly verdict: Verdict; readonly approved: boolean },
): void {
  const digest = repeated === true ? null : actionDigest;
  sessions.update(session, afterDecision(session.record, { digest, verdict, approved }));
}

/** The verdict that is enforced: in shadow mode only what the hard gates deny is held. */
function enforcedVerdict(decision: Decision, mode: EnforcementMode): Verdict {
  if (mode === 'enforce' || decision.verdict === 'allow') return decision.verdict;
  const held = decision.gates.some((gate) => gate.outcome === 'deny' && ALWAYS_ENFORCED.has(gate.gate));
  return held ? decision.verdict : 'allow';
}

function underPresentPolicy({ policies }: FlowContext, attempt: Attempt): Attempt {
  return { ...attempt, ready: policies.forWorkspace(attempt.action.workspace) };
}

function verified(context: FlowContext, attempt: Attempt, usable: ApprovalRequest | null): VerifiedApproval | null {
  const nowMs = context.ports.clock.nowMs();
  return usable === null ? null : verifyApproval(usable, { binding: bindingOf(attempt), nowMs }, context);
}

/** What is owed could not be kept: the same facts without it. */
function keptOrNot({ action, ready }: Attempt, evaluation: Evaluation, kept: Kept): Evaluation {
  const { analysis, decision } = evaluation;
  const { wholeWorkspace } = evaluation.facts;
  const isOwed = decision.obligations.some(({ kind }) => kind === 'checkpoint') || wholeWorkspace === 'kept';
  const isKept = kept !== 'failed' && (kept === null || kept.isWhole);
  if (isKept || !isOwed) return evaluation;
  const without = wholeWorkspace === undefined ? {} : { wholeWorkspace: 'not-kept' as const };
  const facts: Facts = { ...evaluation.facts, checkpoint: 'unavailable', ...without };
  return { facts, analysis, decision: decideAnalysed({ action, facts, policy: ready.policy, analysis }) };
}

/** More than what is owed is kept where that is possible: before code that nobody has read, the whole workspace. */
function pathsToKeep(
  { checkpoints }: FlowContext,
  { action }: Attempt,
  { decision, analysis }: Evaluation,
): readonly string[] {
  if (keepsItself(action)) return [];
  const atStake = pathsAtStake(analysis.effects, action.workspace);
  if (checkpoints.canKeep(action.workspace, atStake)) return atStake;
  return decision.obligations.find((obligation) => obligation.kind === 'checkpoint')?.paths ?? [];
}

/** An undo keeps the present itself, which redoing goes back to: it is no step that undoing again would take back. */
function keepsItself({ tool }: Action): boolean {
  return tool.origin === OWN_ORIGIN && tool.name === 'undo';
}

function holds(kept: Exclude<Kept, 'failed'>, wanted: readonly string[]): boolean {
  return wanted.every((path) => kept?.paths.includes(path) === true);
}

async function keep({ checkpoints }: FlowContext, action: Action, paths: readonly string[]): Promise<Kept> {
  try {
    return { paths, isWhole: await checkpoints.before(action, paths) };
  } catch {
    return 'failed';
  }
}
