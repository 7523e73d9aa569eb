import type { GateReport } from '../decision.ts';
import { STANDINGS } from '../facts.ts';
import { BREAKERS } from '../incident/breakers.ts';
import { compareRiskLevels } from '../risk/risk.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

/**
 * Who acts: an unauthenticated or muted principal may do nothing, one denied three times in a row nothing but look, and a
 * restricted one asks above low risk. That every other standing asks above medium is in the matrix.
 */
export function judgePrincipal({ action, facts, risk }: Deliberation): GateReport {
  const { authenticated, standing } = facts.principal;
  if (!authenticated) {
    return report('principal', 'deny', {
      rule: 'principal.unknown',
      reason: `${action.principal} is not authenticated`,
      remedy: 'Present a valid token.',
    });
  }
  if (standing === 'muted' || !STANDINGS.includes(standing)) {
    return report('principal', 'deny', {
      rule: 'principal.muted',
      reason: `${action.principal} is ${standing}`,
      remedy: 'Stop; a responder lifts the mute.',
    });
  }
  if (!(facts.session.consecutiveDenials < BREAKERS.denials.threshold.count) && risk.level !== 'none') {
    return report('principal', 'deny', {
      rule: 'principal.denials',
      reason: `${facts.session.consecutiveDenials} denials in a row: the run is stopped`,
      remedy: 'Stop and tell the user what was denied. The session goes on when the user sends a new prompt.',
    });
  }
  if (standing === 'restricted' && compareRiskLevels(risk.level, 'low') > 0) {
    return report('principal', 'require-approval', {
      rule: 'principal.restricted',
      reason: `${action.principal} is restricted to low risk`,
      remedy: WAIT,
    });
  }
  return pass('principal', `${action.principal}, standing ${standing}`);
}
