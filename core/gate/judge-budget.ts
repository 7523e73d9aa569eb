import { remaining } from '../budget/budget.ts';
import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, pass, report } from './gate-report.ts';

/** Whether every budget has enough left. */
export function judgeBudget({ facts }: Deliberation): GateReport {
  if (facts.budgets.length === 0) return notApplicable('budget', 'no budget applies');
  const left = remaining(facts.budgets);
  if (facts.estimate.tokens <= left.tokens && facts.estimate.costMicros <= left.costMicros)
    return pass('budget', 'within every budget');
  return report('budget', 'deny', {
    rule: 'budget.exhausted',
    reason: `${left.tokens} tokens and ${left.costMicros / 1e6} USD are left, which is too little`,
    remedy: 'Stop; the operator raises the budget or waits for the next day.',
  });
}
