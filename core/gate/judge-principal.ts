import type { GateReport } from '../decision.ts';
import { compareRiskLevels } from '../risk/risk.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

/** Who acts: an unauthenticated or muted principal, and one denied three times in a row, may do nothing; a restricted one asks above low risk. */
export function judgePrincipal({ action, facts, risk }: Deliberation): GateReport {
  const { authenticated, standing } = facts.principal;
  if (!authenticated) {
    return report('principal', 'deny', {
      rule: 'principal.unknown',
      reason: `${action.principal} is not authenticated`,
      remedy: 'Present a valid token.',
    });
  }
  if (standing === 'muted') {
    return report('principal', 'deny', {
      rule: 'principal.muted',
      reason: `${action.principal} is muted`,
      remedy: 'Stop; a responder lifts the mute.',
    });
  }
  const ceiling = standing === 'restricted' ? 'low' : 'critical';
  if (compareRiskLevels(risk.level, ceiling) > 0) {
    return report('principal', 'require-approval', {
      rule: 'principal.restricted',
      reason: `${action.principal} is restricted to low risk`,
      remedy: WAIT,
    });
  }
  if (facts.session.consecutiveDenials >= 3 && risk.level !== 'none') {
    return report('principal', 'deny', {
      rule: 'principal.denials',
      reason: `${facts.session.consecutiveDenials} denials in a row: the run is stopped`,
      remedy: 'Stop and tell the user what was denied. The session goes on when the user sends a new prompt.',
    });
  }
  return pass('principal', `${action.principal}, standing ${standing}`);
}
