import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { type Gate, notEvaluated, report } from './gate-report.ts';

/**
 * Runs every gate in order, so that all reasons are listed. Only a gate that asks an engine outside the core is left out
 * after a deny, and listed as not evaluated: it could change nothing.
 *
 * A gate that throws denies.
 */
export function runGates(pipeline: readonly Gate[], deliberation: Deliberation): readonly GateReport[] {
  const reports: GateReport[] = [];
  let denied = false;
  for (const gate of pipeline) {
    const isLeftOut: boolean = denied && gate.isCostly === true;
    const found: GateReport = isLeftOut ? notEvaluated(gate.name) : runGate(gate, deliberation);
    reports.push(found);
    denied ||= found.outcome === 'deny';
  }
  return reports;
}

function runGate({ name, run }: Gate, deliberation: Deliberation): GateReport {
  try {
    return run(deliberation);
  } catch {
    return report(name, 'deny', {
      rule: 'internal-error',
      reason: `judge the action: the gate ${name} failed, want a report`,
      remedy: 'Report this to the operator; do not retry.',
    });
  }
}
