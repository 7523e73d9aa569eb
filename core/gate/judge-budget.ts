import { remaining, reserve } from '../budget/budget.ts';
import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, pass, report } from './gate-report.ts';

/** Whether every budget has enough left. */
export function judgeBudget({ facts }: Deliberation): GateReport {
  if (facts.budgets.length === 0) return notApplicable('budget', 'no budget applies');
  const reservation = reserve(facts.budgets, facts.estimate);
  if (reservation.ok) return pass('budget', 'within every budget');
  const left = remaining(facts.budgets);
  return report('budget', 'deny', {
    rule: 'budget.exhausted',
    reason: `budget ${reservation.exhausted}: ${left.tokens} tokens and ${left.costMicros / 1e6} USD are left, which is too little`,
    remedy: 'Stop; the operator raises the budget or waits for the next day.',
  });
}
