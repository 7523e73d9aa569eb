import type { Action } from './action/action.ts';
import { approvalTerms } from './approval/approval-terms.ts';
import type { ApprovalTerms, Decision, GateReport, Obligation, Verdict } from './decision.ts';
import { type Analysis, analyseAction } from './effect/analyse-action.ts';
import type { EffectSurroundings } from './effect/surroundings.ts';
import type { Facts, VerifiedApproval } from './facts.ts';
import type { Deliberation } from './gate/deliberation.ts';
import { notEvaluated } from './gate/gate-report.ts';
import { PIPELINE } from './gate/pipeline.ts';
import type { CompiledPolicy } from './policy/compiled-policy.ts';
import { needsCheckpoint, pathsToKeep } from './policy/judge-profile.ts';
import { assessRisk, type RiskInput } from './risk/assess-risk.ts';

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
    return deliberate(action, facts, policy);
  } catch (error) {
    return refuseAfterError(error);
  }
}

function deliberate(action: Action, facts: Facts, policy: CompiledPolicy): Decision {
  const analysis = analyseAction(action, surroundingsOf(facts, policy));
  const risk = assessRisk(riskInputOf(action, analysis, { facts, policy }), policy.settings.weights);
  const rules = policy.evaluateRules({ action, effects: analysis.effects, home: facts.home, nowMs: facts.nowMs });
  const deliberation: Deliberation = { action, facts, policy, analysis, risk, rules };
  return combine(deliberation, runGates(deliberation));
}

/** What analysers may know of the world, taken from the facts and the policy. */
export function surroundingsOf(facts: Facts, policy: CompiledPolicy): EffectSurroundings {
  return {
    home: facts.home,
    gatewayPaths: facts.gatewayPaths,
    realPaths: facts.realPaths,
    otherWorkspaces: facts.session.otherWorkspaces,
    isKnownHost: policy.isKnownHost,
    toolProfiles: policy.settings.surroundings.toolProfiles,
    matchesTool: policy.matchesTool,
  };
}

function riskInputOf(
  { workspace }: Action,
  analysis: Analysis,
  { facts, policy }: Pick<Deliberation, 'facts' | 'policy'>,
): RiskInput {
  const places = { home: facts.home, workspace };
  return {
    effects: analysis.effects,
    production: analysis.effects.some((effect) => effect.class === 'deploy.production' || policy.isProduction(effect, places)),
    financial: analysis.effects.some((effect) => effect.class === 'payment'),
    planPoints: facts.plan?.points ?? 0,
  };
}

/** Runs the gates in order. After a deny the rest is listed as not evaluated: it could change nothing. */
function runGates(deliberation: Deliberation): readonly GateReport[] {
  const reports: GateReport[] = [];
  let denied = false;
  for (const gate of PIPELINE) {
    const report: GateReport = denied ? notEvaluated(gate.name) : gate.run(deliberation);
    reports.push(report);
    denied ||= report.outcome === 'deny';
  }
  return reports;
}

const SEVERITY: { readonly [Outcome in GateReport['outcome']]: number } = {
  pass: 0,
  'not-applicable': 0,
  'not-evaluated': 0,
  'require-approval': 1,
  defer: 2,
  deny: 3,
};

const VERDICT_OF: { readonly [Outcome in GateReport['outcome']]: Verdict } = {
  pass: 'allow',
  'not-applicable': 'allow',
  'not-evaluated': 'allow',
  'require-approval': 'require-approval',
  defer: 'defer',
  deny: 'deny',
};

/** Step 12: the most restrictive report wins; a verified approval that meets the terms answers a question, nothing else. */
function combine(deliberation: Deliberation, reports: readonly GateReport[]): Decision {
  const { risk, analysis, facts, policy } = deliberation;
  const deciding = reports.reduce((worst, report) =>
    SEVERITY[report.outcome] > SEVERITY[worst.outcome] ? report : worst,
  );
  const terms = deciding.outcome === 'require-approval' ? approvalTerms(risk.level, policy.settings) : null;
  const approved = terms !== null && facts.approval !== null && satisfies(facts.approval, terms);
  const verdict = approved ? 'allow' : VERDICT_OF[deciding.outcome];
  return {
    verdict,
    risk,
    effects: analysis.effects,
    gates: reports,
    obligations: obligationsOf(deliberation, verdict),
    approval: terms,
    reason: verdict === 'allow' ? allowReason(deliberation, approved) : deciding.reason,
    remedies: verdict === 'allow' ? [] : remediesOf(reports),
  };
}

function satisfies(approval: VerifiedApproval, terms: ApprovalTerms): boolean {
  const distinct = new Set(approval.approvers).size;
  return distinct >= terms.approvers && (approval.secondFactor || !terms.secondFactor);
}

function allowReason({ facts, risk }: Deliberation, approved: boolean): string {
  if (approved && facts.approval !== null) return `approved by ${facts.approval.approvers.join(', ')}`;
  return `no gate objects; risk is ${risk.level} (${risk.score})`;
}

function obligationsOf({ analysis, risk }: Deliberation, verdict: Verdict): readonly Obligation[] {
  if (verdict === 'allow') {
    return needsCheckpoint(analysis.effects) ? [{ kind: 'checkpoint', paths: pathsToKeep(analysis.effects) }] : [];
  }
  if (verdict === 'deny') return [];
  if (risk.level === 'critical') return [{ kind: 'notify', whom: 'emergency' }];
  return [{ kind: 'notify', whom: 'approvers' }];
}

function remediesOf(reports: readonly GateReport[]): readonly string[] {
  const remedies = reports
    .filter((report) => SEVERITY[report.outcome] > 0 && report.remedy !== '')
    .map((report) => report.remedy);
  return [...new Set(remedies)];
}

function refuseAfterError(error: unknown): Decision {
  const reason = `decide the action: found an internal error (${error instanceof Error ? error.name : 'unknown'}), want a verdict`;
  return {
    verdict: 'deny',
    risk: { score: 100, level: 'critical', parts: [{ kind: 'floor', rule: 'internal-error', points: 100 }] },
    effects: [],
    gates: [
      {
        gate: 'input',
        outcome: 'deny',
        rule: 'internal-error',
        reason,
        remedy: 'Report this to the operator; do not retry.',
      },
    ],
    obligations: [],
    approval: null,
    reason,
    remedies: ['Report this to the operator; do not retry.'],
  };
}
