import type { GateReport } from '../decision.ts';
import { formatMinute, isWindowOpen, minutesUntilOpen } from '../policy/window.ts';
import { compareRiskLevels } from '../risk/risk.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report } from './gate-report.ts';

/** Whether people are there to look: outside the window medium risk and above is deferred. */
export function judgeWindow({ facts, policy, risk }: Deliberation): GateReport {
  const { window } = policy.settings;
  if (window === null || isWindowOpen(window, facts.minuteOfDay)) return pass('window', 'the window is open');
  if (compareRiskLevels(risk.level, 'medium') < 0)
    return pass('window', 'the window is closed, which does not matter below medium risk');
  const opens = minutesUntilOpen(window, facts.minuteOfDay) !== null;
  const opening = `${formatMinute(window.fromMinute)} ${window.timeZone}`;
  return report('window', 'defer', {
    rule: 'window.closed',
    reason: `${risk.level} risk is held back outside the window`,
    remedy: `${opens ? `Propose it again from ${opening} on` : 'Ask the operator to open the window'}, or do something of low risk.`,
  });
}
