import type { Action } from '../core/action/action.ts';
import { surroundingsOf } from '../core/decide.ts';
import { analyseAction, pathsToResolve } from '../core/effect/analyse-action.ts';
import type { Facts, VerifiedApproval } from '../core/facts.ts';
import type { CompiledPolicy } from '../core/policy/compiled-policy.ts';
import { needsCheckpoint, pathsToKeep } from '../core/policy/judge-profile.ts';
import type { Channel } from '../core/policy/policy.ts';
import type { FlowContext } from './flow-context.ts';
import { identicalBefore, type RememberedSession } from './session-memory.ts';

/** What facts are about: one attempt of one action under one policy. */
export type FactInput = {
  readonly action: Action;
  readonly actionDigest: string;
  readonly session: RememberedSession;
  readonly policy: CompiledPolicy;
  readonly channel: Channel;
  readonly approval: VerifiedApproval | null;
  /** True when the session already counts this very action. */
  readonly isRepeated: boolean;
};

/**
 * Reads the world for one decision: clock, emergency state, links behind paths, session, grants, whether a checkpoint can
 * be taken. Synchronous, so that nothing changes between reading and deciding.
 */
export function gatherFacts(context: FlowContext, input: FactInput): Facts {
  const { ports, settings, emergency } = context;
  const { action, session, policy } = input;
  const nowMs = ports.clock.nowMs();
  const { window } = policy.settings;
  const facts: Facts = {
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
      otherWorkspaces: context.sessions.otherWorkspaces(action.session),
    },
    grants: session.grants,
    checkpoint: 'unavailable',
    reviewer: 'none',
    budgets: [],
    estimate: { tokens: 0, costMicros: 0 },
    plan: null,
    approval: input.approval,
  };
  return withFiles(context, facts, { action, policy });
}

/** Adds what only the file system knows: where paths lead, and whether their state can be kept. */
function withFiles(
  { ports }: FlowContext,
  facts: Facts,
  { action, policy }: { readonly action: Action; readonly policy: CompiledPolicy },
): Facts {
  const paths = pathsToResolve(action, surroundingsOf(facts, policy));
  if (paths.length === 0) return facts;
  const resolved = { ...facts, realPaths: ports.pathResolver.resolve(paths) };
  const { effects } = analyseAction(action, surroundingsOf(resolved, policy));
  if (!needsCheckpoint(effects)) return resolved;
  return { ...resolved, checkpoint: ports.checkpoints.canKeep(pathsToKeep(effects)) ? 'available' : 'unavailable' };
}
