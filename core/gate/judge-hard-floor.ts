import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report } from './gate-report.ts';

/** What nobody can approve through an agent (model §3). */
export function judgeHardFloor({ analysis }: Deliberation): GateReport {
  if (analysis.hardFloor === null) return pass('hard-floor', 'nothing beyond approval was found');
  const { rule, reason } = analysis.hardFloor;
  return report('hard-floor', 'deny', {
    rule,
    reason: `hard floor: ${reason}`,
    remedy: 'Nobody can approve this. Do not rephrase it; tell the user what you wanted to achieve.',
  });
}
