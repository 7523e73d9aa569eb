import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report } from './gate-report.ts';

/** Places no action may reach, whatever policy says. */
export function judgeDenyRules({ analysis }: Deliberation): GateReport {
  const metadata = analysis.effects.find((effect) => effect.marks.includes('metadata-address'));
  if (metadata === undefined) return pass('deny-rules', 'no forbidden place is touched');
  return report('deny-rules', 'deny', {
    rule: 'deny.metadata-address',
    reason: `${metadata.resource.value} serves the credentials of the machine`,
    remedy: 'Ask the operator for the value you need.',
  });
}
