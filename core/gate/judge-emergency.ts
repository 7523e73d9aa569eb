import { heldInCrisis } from '../crisis/restrict-in-crisis.ts';
import type { GateReport } from '../decision.ts';
import { evaluateEmergency } from '../incident/evaluate-emergency.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

/**
 * Whether anything is stopped: halt, safe mode, containments. After a message that speaks of a crisis a person is asked about
 * everything that cannot be undone; such a message never loosens anything.
 */
export function judgeEmergency({ action, facts, analysis }: Deliberation): GateReport {
  const stop = evaluateEmergency(facts.emergency, { action, effects: analysis.effects });
  if (stop !== null) return report('emergency', 'deny', stop);
  const held = facts.crisis === undefined ? null : heldInCrisis(analysis.effects);
  if (held === null) return pass('emergency', 'nothing is stopped');
  const reason = `the user may be in a crisis, and ${held.class} cannot simply be undone`;
  return report('emergency', 'require-approval', { rule: 'emergency.crisis', reason, remedy: WAIT });
}
