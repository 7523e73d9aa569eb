import { coversAction } from '../approval/session-grant.ts';
import type { GateReport } from '../decision.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { isAsSeen, lessFriction, mayBeGranted } from '../fatigue/less-friction.ts';
import { BREAKERS } from '../incident/breakers.ts';
import { judgeProfile } from '../policy/judge-profile.ts';
import { compareRiskLevels } from '../risk/risk.ts';
import type { Deliberation } from './deliberation.ts';
import { report, WAIT } from './gate-report.ts';

/** The matrix of risk level and profile; what a grant, a permit rule, a whitelist or trust covers passes up to medium risk. */
export function judgeRisk(deliberation: Deliberation): GateReport {
  const { facts, policy, analysis, risk } = deliberation;
  if (!(facts.session.identicalBefore + 1 < BREAKERS['identical-calls'].threshold.count)) {
    return report('risk', 'require-approval', {
      rule: 'risk.loop',
      reason: 'the same call for the third time in a row',
      remedy: 'Change what you do: repeating it will not help.',
    });
  }
  const judgement = judgeProfile({ policy: policy.settings, facts, risk, effects: analysis.effects });
  if (judgement.outcome === 'pass') return report('risk', 'pass', judgement);
  const standing = standingPermission(deliberation);
  if (standing !== null)
    return report('risk', 'pass', { rule: standing, reason: `${judgement.reason}; covered by ${standing}` });
  const changed = facts.session.tasksChanged === undefined ? '' : CHANGED;
  return report('risk', 'require-approval', { ...judgement, reason: `${judgement.reason}${changed}`, remedy: WAIT });
}

/** What people are told where an approval for the session, a rule or trust might have covered it before. */
const CHANGED =
  '; files or settings that say what it does may have been changed, so that no earlier approval covers it';

/** A permit rule or a session grant that covers the action, or what makes prompts fewer: only up to medium, never for a destructive class, and never a project's own. */
function standingPermission(deliberation: Deliberation): string | null {
  const { action, facts, policy, analysis, risk, rules } = deliberation;
  if (compareRiskLevels(risk.level, 'medium') > 0) return null;
  if (analysis.effects.some((effect) => EFFECT_TABLE[effect.class].destructive)) return null;
  if (!isAsSeen(deliberation)) return lessFriction(deliberation);
  const grants = mayBeGranted(deliberation) ? facts.grants : [];
  const grant = grants.find(
    (candidate) =>
      candidate.policyVersion === policy.settings.version &&
      coversAction(candidate, { action, effects: analysis.effects, nowMs: facts.nowMs }),
  );
  if (grant !== undefined) return `grant ${grant.id}`;
  const permit = rules.permits.find((rule) => rule.layer !== 'project');
  return permit === undefined ? lessFriction(deliberation) : `rule ${permit.id}`;
}
