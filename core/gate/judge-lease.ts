import type { GateReport } from '../decision.ts';
import { judgeLease } from '../lease/judge-lease.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, pass, report } from './gate-report.ts';

/** Whether the lease of the session covers the action: class, scope, time, tokens, cost, calls. */
export function judgeSessionLease({ action, facts, analysis }: Deliberation): GateReport {
  if (facts.lease === undefined) return notApplicable('lease', 'sessions carry no lease');
  const { effects } = analysis;
  const refusal = judgeLease(facts.lease, { action, effects, nowMs: facts.nowMs, home: facts.home });
  return refusal === null ? pass('lease', 'the lease covers it') : report('lease', 'deny', refusal);
}
