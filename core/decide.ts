import type { Action } from './action/action.ts';
import { approvalTerms, criticalApproversOf } from './approval/approval-terms.ts';
import { meetsTerms } from './approval/meets-terms.ts';
import { grantCoverOf } from './approval/session-grant.ts';
import type { ApprovalTerms, Decision, GateReport, Obligation, Verdict } from './decision.ts';
import { type Analysis, analyseAction } from './effect/analyse-action.ts';
import type { EffectSurroundings } from './effect/surroundings.ts';
import type { Facts, VerifiedApproval } from './facts.ts';
import type { Deliberation } from './gate/deliberation.ts';
import { PIPELINE } from './gate/pipeline.ts';
import { runGates } from './gate/run-gates.ts';
import { type CompiledPolicy, knownToolsOf } from './policy/compiled-policy.ts';
import { needsCheckpoint, pathsToKeep } from './policy/judge-profile.ts';
import { applyProvenance } from './provenance/apply-provenance.ts';
import { refuseAfterError } from './refuse-after-error.ts';
import { assessRisk, type RiskInput } from './risk/assess-risk.ts';
import type { Risk } from './risk/risk.ts';

/**
 * Decides an action: the one function that every surface funnels into.
 *
 * The action is reduced to its effects and scored; every gate reports (model §5, steps 2–11); the most restrictive report
 * wins, so a deny outweighs everything and no gate can skip another. A required approval is satisfied only by a verified
 * approval in the facts. An error anywhere is a deny.
 *
 * Total and pure: equal arguments give equal decisions, byte for byte, which is what makes replay possible.
 */
export function decide(action: Action, facts: Facts, policy: CompiledPolicy): Decision {
  try {
    const analysis = analyseAction(action, surroundingsOf(facts, policy));
    return deliberate({ action, facts, policy, analysis });
  } catch (error) {
    return refuseAfterError(error);
  }
}

/**
 * Decides as `decide` does, for a caller that has analysed the action already.
 *
 * The caller vouches that `analysis` is `analyseAction(action, surroundingsOf(facts, policy))`; replay would find any
 * other.
 */
export function decideAnalysed(analysed: Analysed): Decision {
  try {
    return deliberate(analysed);
  } catch (error) {
    return refuseAfterError(error);
  }
}

type Analysed = Pick<Deliberation, 'action' | 'facts' | 'policy' | 'analysis'>;

function deliberate({ action, facts, policy, analysis: found }: Analysed): Decision {
  const analysis = applyProvenance(found, facts.provenance);
  const risk = assessRisk(riskInputOf(action, analysis, { facts, policy }), policy.settings.weights);
  const rules = policy.evaluateRules({ action, effects: analysis.effects, home: facts.home, nowMs: facts.nowMs });
  const deliberation: Deliberation = { action, facts, policy, analysis, risk, rules };
  return combine(deliberation, runGates(PIPELINE, deliberation));
}

/** What analysers may know of the world, taken from the facts and the policy. */
export function surroundingsOf(facts: Facts, policy: CompiledPolicy): EffectSurroundings {
  const { home, gatewayPaths, realPaths, session, ownServer, repositoryFolders, tool } = facts;
  const places = { home, gatewayPaths, realPaths, otherWorkspaces: session.otherWorkspaces };
  return {
    ...surroundingsIn(places, policy),
    ...(ownServer === true ? { reachesOwnTools: true } : {}),
    ...(tool?.standing === 'vouched' && tool.readsOnly === true ? { readsOnly: true } : {}),
    ...(repositoryFolders === undefined
      ? {}
      : { sharesRepository: (folder: string) => repositoryFolders.includes(folder) }),
  };
}

/** The places of the machine that analysers know of. */
export type KnownPlaces = Pick<EffectSurroundings, 'home' | 'gatewayPaths' | 'realPaths' | 'otherWorkspaces'>;

/** What analysers may know of the world where a policy holds and the places are these. */
export function surroundingsIn(places: KnownPlaces, policy: CompiledPolicy): EffectSurroundings {
  return {
    ...places,
    isKnownHost: policy.isKnownHost,
    toolProfiles: policy.settings.surroundings.toolProfiles,
    matchesTool: policy.matchesTool,
    parseShell: policy.parseShell,
    parseSql: policy.parseSql,
    ...knownToolsOf(policy),
  };
}

function riskInputOf(
  { workspace }: Action,
  { effects }: Analysis,
  { facts, policy }: Pick<Deliberation, 'facts' | 'policy'>,
): RiskInput {
  const places = { home: facts.home, workspace };
  return {
    effects,
    production: effects.some((effect) => effect.class === 'deploy.production' || policy.isProduction(effect, places)),
    financial: effects.some((effect) => effect.class === 'payment'),
    planPoints: facts.plan?.points ?? 0,
    planClass: facts.plan?.class ?? 'ordinary',
  };
}

/** How restrictive an outcome is, and the verdict that follows where nothing is more restrictive. */
const MEANING: {
  readonly [Outcome in GateReport['outcome']]: { readonly severity: number; readonly verdict: Verdict };
} = {
  pass: { severity: 0, verdict: 'allow' },
  'not-applicable': { severity: 0, verdict: 'allow' },
  'not-evaluated': { severity: 0, verdict: 'allow' },
  'require-approval': { severity: 1, verdict: 'require-approval' },
  defer: { severity: 2, verdict: 'defer' },
  deny: { severity: 3, verdict: 'deny' },
};

/** Step 12: the most restrictive report wins; a verified approval that meets the terms answers a question, nothing else. */
function combine(deliberation: Deliberation, gates: readonly GateReport[]): Decision {
  const { action, risk, analysis, facts } = deliberation;
  const deciding = gates.reduce((worst, report) =>
    MEANING[report.outcome].severity > MEANING[worst.outcome].severity ? report : worst,
  );
  const terms = deciding.outcome === 'require-approval' ? termsOf(deliberation) : null;
  const approval =
    terms !== null && meetsTerms(facts.approval, { action, terms, score: risk.score }) ? facts.approval : null;
  const verdict = approval === null ? MEANING[deciding.outcome].verdict : 'allow';
  return {
    verdict,
    risk,
    effects: analysis.effects,
    gates,
    obligations: obligationsOf(deliberation, verdict),
    approval: terms,
    reason: verdict === 'allow' ? allowReason(risk, approval) : deciding.reason,
    remedies: verdict === 'allow' ? [] : remediesOf(gates, deciding.outcome),
  };
}

function termsOf({ risk, policy, analysis, facts }: Deliberation): ApprovalTerms {
  return approvalTerms(risk.level, {
    criticalApprovers: criticalApproversOf(policy.settings, facts.approvingPeople ?? 1),
    authors: facts.authors ?? [],
    oneByOne: grantCoverOf(analysis.effects) === null,
  });
}

function allowReason(risk: Risk, approval: VerifiedApproval | null): string {
  if (approval !== null) return `approved by ${approval.approvers.join(', ')}`;
  return `no gate objects; risk is ${risk.level} (${risk.score})`;
}

/**
 * A checkpoint is owed where one can be taken. People are told of what waits for them: the approvers of a question, and of
 * what is held back until the window opens only the emergency contacts, when it is critical.
 */
function obligationsOf({ analysis, risk, facts }: Deliberation, verdict: Verdict): readonly Obligation[] {
  if (verdict === 'allow' && facts.checkpoint === 'available' && needsCheckpoint(analysis.effects)) {
    return [{ kind: 'checkpoint', paths: pathsToKeep(analysis.effects) }];
  }
  if (verdict === 'require-approval') return [{ kind: 'notify', whom: 'approvers' }];
  return verdict === 'defer' && risk.level === 'critical' ? [{ kind: 'notify', whom: 'emergency' }] : [];
}

/** What helps against what decided: advice on waiting for a human would mislead where nobody can approve. */
function remediesOf(gates: readonly GateReport[], decidedBy: GateReport['outcome']): readonly string[] {
  const remedies = gates
    .filter(({ outcome, remedy }) => outcome === decidedBy && remedy !== '')
    .map(({ remedy }) => remedy);
  return [...new Set(remedies)];
}
