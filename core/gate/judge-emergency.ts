import type { GateReport } from '../decision.ts';
import { evaluateEmergency } from '../incident/evaluate-emergency.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report } from './gate-report.ts';

/** Whether anything is stopped: halt, safe mode, containments. */
export function judgeEmergency({ action, facts, analysis }: Deliberation): GateReport {
  const stop = evaluateEmergency(facts.emergency, { action, effects: analysis.effects });
  return stop === null ? pass('emergency', 'nothing is stopped') : report('emergency', 'deny', stop);
}
