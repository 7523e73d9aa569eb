import type { Action } from '../../core/action/action.ts';
import { type DeniedEffect, joinDenied } from '../../core/approval/denied-effects.ts';
import { remaining, type Spending } from '../../core/budget/budget.ts';
import { holds } from '../../core/crisis/restrict-in-crisis.ts';
import { surroundingsOf } from '../../core/decide.ts';
import { type Analysis, analyseResolved } from '../../core/effect/analyse-action.ts';
import { MAX_EFFECTS } from '../../core/effect/keep-most-severe.ts';
import type { Facts, PlanFacts, VerifiedApproval } from '../../core/facts.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import { checkpointFor } from '../../core/policy/judge-profile.ts';
import type { Channel } from '../../core/policy/policy.ts';
import { pathsAtStake } from '../../core/workspace/paths-at-stake.ts';
import { trustFacts } from '../fatigue/trust-facts.ts';
import type { FlowContext } from '../flow-context.ts';
import { type AttemptReview, reviewFact } from '../reviewer/review-fact.ts';
import { identicalBefore, type RememberedSession } from '../session/session-memory.ts';
import { lookUpRepositories } from './repository-lookup.ts';

/** What facts are about: one attempt of one action under one policy. */
export type FactInput = {
  readonly action: Action;
  readonly actionDigest: string;
  readonly session: RememberedSession;
  readonly policy: CompiledPolicy;
  readonly channel: Channel;
  readonly approval: VerifiedApproval | null;
  readonly planFacts: PlanFacts | null;
  /** What the action will run in, where the gateway runs it. */
  readonly sandbox: Facts['sandbox'];
  /** True when the session already counts this very action. */
  readonly isRepeated: boolean;
  /** The lease that it is made under; null for none. */
  readonly lease: string | null;
  /** The task whose budgets it is booked on. */
  readonly task: string;
  /** Who wrote what it would put into force. */
  readonly authors: readonly string[];
  /** What a reviewer model said of it; left out where none is configured. */
  readonly review?: AttemptReview | undefined;
};

/** The world at the moment of deciding, and what the action would do in it. */
export type Surveyed = { readonly facts: Facts; readonly analysis: Analysis };

/**
 * Reads the world for one decision: clock, emergency state, links behind paths, session, grants, how the tool
 * stands, whether a checkpoint can be taken. Synchronous, so that nothing changes between reading and deciding.
 */
export function gatherFacts(context: FlowContext, input: FactInput): Surveyed {
  const { pathResolver } = context.ports;
  const facts = factsBeforeFiles(context, input);
  const repositories = lookUpRepositories(pathResolver, input.action.workspace);
  const { sharesRepository } = repositories;
  const surroundings = { ...surroundingsOf(facts, input.policy), sharesRepository };
  const { analysis, realPaths } = analyseResolved(input.action, surroundings, (paths) => pathResolver.resolve(paths));
  const { effects } = analysis;
  // A list of effects that is full may have left some out: then only the whole workspace is sure to hold what is changed.
  const isFull = effects.length >= MAX_EFFECTS;
  const checkpoint = checkpointFor(effects, (named) => {
    const paths = isFull ? pathsAtStake(effects, input.action.workspace) : named;
    return context.checkpoints.canKeep(input.action.workspace, paths);
  });
  const spending = spendingOf(context, input, effects);
  const reviewer = reviewFact(input.review, analysis);
  const trusting = trustFacts(context, input, { facts, effects });
  const seen = { realPaths, ...repositories.facts(), checkpoint, reviewer, ...provenanceOf(context, input, effects) };
  return { facts: { ...facts, ...spending, ...seen, ...trusting }, analysis };
}

/** Who chose what the action touches, as far as the session's words and results tell. */
function provenanceOf(
  { sources }: FlowContext,
  { action, policy }: FactInput,
  effects: Analysis['effects'],
): Pick<Facts, 'provenance'> {
  const { isKnownHost } = policy;
  const { tool, args } = action;
  const provenance = sources.provenanceOf({ session: action.session, tool, effects, args, isKnownHost });
  return provenance === null ? {} : { provenance };
}

/** Everything but what only the file system knows. */
function factsBeforeFiles(context: FlowContext, input: FactInput): Facts {
  const { ports, settings, emergency } = context;
  const { session, policy } = input;
  const tool = context.tools.factsOf(input.action);
  const nowMs = ports.clock.nowMs();
  const denied = deniedBefore(context, input, nowMs);
  const { window } = policy.settings;
  const lease = context.leases.factsOf(input.lease);
  return {
    nowMs,
    minuteOfDay: window === null ? 0 : ports.clock.minuteOfDay(nowMs, window.timeZone),
    home: settings.home,
    gatewayPaths: settings.gatewayPaths,
    realPaths: {},
    channel: input.channel,
    principal: { authenticated: true, standing: 'standard' },
    emergency: emergency.read(),
    session: {
      consecutiveDenials: session.record.consecutiveDenials,
      identicalBefore: Math.max(0, identicalBefore(session.record, input.actionDigest) - (input.isRepeated ? 1 : 0)),
      otherWorkspaces: context.sessions.otherWorkspaces(session.record),
      ...(denied.length === 0 ? {} : { denied }),
    },
    grants: session.grants,
    checkpoint: 'unavailable',
    sandbox: input.sandbox,
    reviewer: 'none',
    budgets: [],
    estimate: NOTHING,
    plan: input.planFacts,
    approval: input.approval,
    ...severalPeople(context),
    ...authorsOf(context, input),
    ...crisisOf(session, nowMs),
    ...(tool === null ? {} : { tool }),
    ...(context.ownServers.isOwn(input.action, nowMs) ? { ownServer: true as const } : {}),
    ...(lease === null ? {} : { lease }),
  };
}

/** Whether a message of the session's user still restricts it. */
function crisisOf({ record }: RememberedSession, nowMs: number): Pick<Facts, 'crisis'> {
  const { crisis } = record;
  return crisis === undefined || !holds(crisis, nowMs) ? {} : { crisis: crisis.level };
}

/** How many may approve: left out where it is one, who is all that there is. */
function severalPeople({ people }: FlowContext): Pick<Facts, 'approvingPeople'> {
  const approvingPeople = people.approvingPeople();
  return approvingPeople < 2 ? {} : { approvingPeople };
}

/** Authors under every name that they are judged by: the account that was named, and the person's. */
function authorsOf({ people }: FlowContext, { authors }: FactInput): Pick<Facts, 'authors'> {
  return authors.length === 0 ? {} : { authors: [...new Set([...authors, ...authors.map(people.personOf)])] };
}

/** The least that anything which is paid for costs: enough to be refused where nothing is left. */
const LEAST: Spending = { tokens: 1, costMicros: 1 };

/**
 * Budgets matter to what spends of them, and, once one is used up, to everything: an agent whose budget is gone is not to go on.
 * Elsewhere they are left out, so that records of ordinary actions do not grow.
 */
function spendingOf(
  { budgets }: FlowContext,
  { action, task, lease }: FactInput,
  effects: Analysis['effects'],
): Pick<Facts, 'budgets' | 'estimate'> {
  const holder = { principal: action.principal, session: action.session, task };
  // What running calls hold is theirs: it stands against further calls, not against what a call that is answered asks for.
  const known = budgets
    .readNow(lease === null ? holder : { ...holder, lease })
    .map((budget) => ({ ...budget, held: NOTHING }));
  const left = remaining(known);
  const spends = effects.some((effect) => effect.class === 'model.call' || effect.class === 'agent.spawn');
  const isUsedUp = left.tokens < LEAST.tokens || left.costMicros < LEAST.costMicros;
  return spends || isUsedUp ? { budgets: known, estimate: LEAST } : { budgets: [], estimate: NOTHING };
}

const NOTHING: Spending = { tokens: 0, costMicros: 0 };

/** What people refused the session; a client of MCP, which begins one whenever it connects, in all that it had lately. */
function deniedBefore(
  { sessions }: FlowContext,
  { action, session }: FactInput,
  nowMs: number,
): readonly DeniedEffect[] {
  const { denied } = session.record;
  return action.surface === 'mcp' ? joinDenied(sessions.refusals.of(action.principal, nowMs), denied) : denied;
}
