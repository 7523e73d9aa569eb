import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, report } from './gate-report.ts';

/** The verified approval that is consumed with this decision, where there is one. */
export function judgeApproval({ facts }: Deliberation): GateReport {
  if (facts.approval === null) return notApplicable('approval', 'no approval was presented');
  return report('approval', 'pass', {
    rule: `approval ${facts.approval.request}`,
    reason: `approved by ${facts.approval.approvers.join(', ')}`,
  });
}
