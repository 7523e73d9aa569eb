import { join } from 'node:path';
import { arePathsKeepable } from '../../../adapters/filesystem/keepable-paths.ts';
import { createLinkResolver } from '../../../adapters/filesystem/link-resolver.ts';
import { openPolicyFiles } from '../../../adapters/filesystem/policy-files.ts';
import { openSystemClock } from '../../../adapters/system/system-clock.ts';
import { lookUpRepositories } from '../../../application/decide/repository-lookup.ts';
import type { ReadyPolicy } from '../../../application/gateway-ports.ts';
import { PolicyDesk } from '../../../application/policy/policy-desk.ts';
import type { Action } from '../../../core/action/action.ts';
import { decideAnalysed, surroundingsOf } from '../../../core/decide.ts';
import type { Decision } from '../../../core/decision.ts';
import { analyseResolved } from '../../../core/effect/analyse-action.ts';
import type { Facts } from '../../../core/facts.ts';
import { CALM } from '../../../core/incident/emergency-state.ts';
import type { CompiledPolicy } from '../../../core/policy/compiled-policy.ts';
import { checkpointFor } from '../../../core/policy/judge-profile.ts';
import type { Places } from '../environment.ts';
import { localTimeZone } from '../open-daemon.ts';
import { openParsers } from '../open-parsers.ts';
import { preparePolicyWith } from '../prepare-policy.ts';

/** Decides actions as the gateway would, with no effect on anything. */
export type Evaluator = {
  readonly evaluate: (action: Action, options?: { readonly ready?: ReadyPolicy }) => Decision;
  /** Decides, and says with what: the facts hold where paths really lead. */
  readonly examine: (action: Action, options?: { readonly ready?: ReadyPolicy }) => Examined;
  readonly policies: PolicyDesk;
};

/** A decision with the facts and the policy that gave it. */
export type Examined = { readonly decision: Decision; readonly facts: Facts; readonly policy: CompiledPolicy };

/**
 * Opens the policy in force for checking. What only a running gateway knows (emergency, sessions, grants, budgets) is calm and
 * empty; the attendance window counts as open, so that an answer is about the action and not about the hour.
 */
export async function openEvaluator(places: Places): Promise<Evaluator> {
  const policySource = openPolicyFiles({
    configDirectory: places.configDirectory,
    defaultsDirectory: join(places.packageDirectory, 'policies'),
  });
  const policies = await PolicyDesk.open(
    policySource,
    preparePolicyWith({ timeZone: localTimeZone(), home: places.home }, await openParsers()),
  );
  const clock = openSystemClock();
  const resolver = createLinkResolver();
  const examine: Evaluator['examine'] = (action, { ready = policies.forWorkspace(action.workspace) } = {}) => {
    const calm = calmFacts(places, { nowMs: clock.nowMs(), ready });
    const { policy } = ready;
    const repositories = lookUpRepositories(resolver, action.workspace);
    const { sharesRepository } = repositories;
    const surroundings = { ...surroundingsOf(calm, policy), sharesRepository };
    const { analysis, realPaths } = analyseResolved(action, surroundings, (paths) => resolver.resolve(paths));
    const checkpoint = checkpointFor(analysis.effects, arePathsKeepable);
    const facts = { ...calm, realPaths, ...repositories.facts(), checkpoint };
    return { decision: decideAnalysed({ action, facts, policy, analysis }), facts, policy };
  };
  return { policies, examine, evaluate: (action, options) => examine(action, options).decision };
}

function calmFacts(places: Places, { nowMs, ready }: { readonly nowMs: number; readonly ready: ReadyPolicy }): Facts {
  return {
    nowMs,
    minuteOfDay: ready.policy.settings.window?.fromMinute ?? 0,
    home: places.home,
    gatewayPaths: [places.stateDirectory, places.configDirectory],
    realPaths: {},
    channel: 'cli',
    principal: { authenticated: true, standing: 'standard' },
    emergency: CALM,
    session: { consecutiveDenials: 0, identicalBefore: 0, otherWorkspaces: [] },
    grants: [],
    checkpoint: 'unavailable',
    sandbox: 'none',
    reviewer: 'none',
    budgets: [],
    estimate: { tokens: 0, costMicros: 0 },
    plan: null,
    approval: null,
  };
}
