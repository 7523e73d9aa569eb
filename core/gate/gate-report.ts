import type { GateName, GateOutcome, GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';

/** A step of the pipeline: reads a deliberation, reports, changes nothing. A costly one is not run after a deny. */
export type Gate = {
  readonly name: GateName;
  readonly run: (deliberation: Deliberation) => GateReport;
  readonly isCostly?: boolean;
};

/** What a restricting gate says: the rule, why, and what the agent may do instead. */
export type Finding = { readonly rule: string; readonly reason: string; readonly remedy?: string };

/** The remedy of everything that a human is asked about. */
export const WAIT = 'A human is asked; wait for the answer, or do something that needs no approval.';

/** A gate's report with a finding. */
export function report(gate: GateName, outcome: GateOutcome, finding: Finding): GateReport {
  return { gate, outcome, rule: finding.rule, reason: finding.reason, remedy: finding.remedy ?? '' };
}

/** A gate that has no objection. */
export function pass(gate: GateName, reason: string): GateReport {
  return { gate, outcome: 'pass', rule: '', reason, remedy: '' };
}

/** A gate that has nothing to judge. */
export function notApplicable(gate: GateName, reason: string): GateReport {
  return { gate, outcome: 'not-applicable', rule: '', reason, remedy: '' };
}

/** A gate that was not run because a deny came before it. */
export function notEvaluated(gate: GateName): GateReport {
  return { gate, outcome: 'not-evaluated', rule: '', reason: 'denied before', remedy: '' };
}
