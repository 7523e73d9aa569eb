import type { GateReport } from '../decision.ts';
import { acceptsFairQuality } from '../policy/judge-profile.ts';
import { judgeQuality } from '../quality/assess-quality.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, pass, report } from './gate-report.ts';

/** How well the plan is made that the action belongs to. */
export function judgePlanQuality({ facts, policy }: Deliberation): GateReport {
  const quality = facts.plan?.quality;
  if (quality === undefined) return notApplicable('quality', 'the action belongs to no plan');
  const outcome = judgeQuality(quality, { acceptsFair: acceptsFairQuality(policy.settings) });
  const score = (quality / 100).toFixed(2);
  if (outcome === 'pass') return pass('quality', `plan quality ${score}`);
  return report('quality', outcome, {
    rule: 'quality.plan',
    reason: `plan quality ${score}, want ${outcome === 'deny' ? '0.60' : '0.75'}`,
    remedy: 'Make the plan complete, specific and safe, and propose it again.',
  });
}
