import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

const OTHERWISE = 'Do something the policy permits, or ask the operator to change it.';

const EXTERNAL_REASONS: ReadonlyMap<string, string> = new Map([
  ['forbid', 'a Cedar policy forbids it'],
  ['no-permit', 'no Cedar policy permits it'],
  ['failed', 'a Cedar policy could not be evaluated'],
]);

/** What people wrote: rules of all layers and Cedar. A forbid outweighs everything; a broken forbid or ask counts as matched. */
export function judgePolicy({ action, facts, policy, analysis, risk, rules: outcome }: Deliberation): GateReport {
  const context = { action, effects: analysis.effects, home: facts.home, nowMs: facts.nowMs };
  const forbid = outcome.forbids[0] ?? outcome.broken.find((rule) => rule.decision === 'forbid');
  if (forbid !== undefined)
    return report('policy', 'deny', { rule: forbid.id, reason: forbid.reason, remedy: forbid.instead || OTHERWISE });
  const external = policy.externalRules?.({ ...context, riskScore: risk.score }) ?? null;
  if (external !== null && external.decision !== 'permit') {
    return report('policy', 'deny', {
      rule: `cedar:${external.policies.join(',') || external.decision}`,
      reason: EXTERNAL_REASONS.get(external.decision) ?? 'the Cedar policies gave no answer',
      remedy: OTHERWISE,
    });
  }
  const ask = outcome.asks[0] ?? outcome.broken.find((rule) => rule.decision === 'ask');
  if (ask !== undefined)
    return report('policy', 'require-approval', { rule: ask.id, reason: ask.reason, remedy: ask.instead || WAIT });
  const permit = outcome.permits[0];
  return permit === undefined
    ? pass('policy', 'no rule matches')
    : report('policy', 'pass', { rule: permit.id, reason: `permitted by rule ${permit.id}` });
}
