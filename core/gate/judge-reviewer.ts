import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, pass } from './gate-report.ts';

/** What the reviewer model said. It advises; the matrix has already asked a human where it objected. */
export function judgeReviewer({ facts }: Deliberation): GateReport {
  if (facts.reviewer === 'none') return notApplicable('reviewer', 'no reviewer model is configured');
  return pass('reviewer', `advisory: ${facts.reviewer}`);
}
