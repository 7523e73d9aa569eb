import { type DeniedEffect, findDenied } from '../approval/denied-effects.ts';
import { toolIdentity } from '../approval/session-grant.ts';
import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

/** Places no action may reach, whatever policy says; and what a person refused a moment ago, by whatever tool. */
export function judgeDenyRules(deliberation: Deliberation): GateReport {
  const metadata = deliberation.analysis.effects.find((effect) => effect.marks.includes('metadata-address'));
  if (metadata === undefined) return judgeDenied(deliberation);
  return report('deny-rules', 'deny', {
    rule: 'deny.metadata-address',
    reason: `${metadata.resource.value} serves the credentials of the machine`,
    remedy: 'Ask the operator for the value you need.',
  });
}

/**
 * What was refused stays refused when it is tried through another tool; through the same one it is a new try, which a
 * person is asked about again, however harmless it looks. An approval of exactly this action answers that question.
 */
function judgeDenied({ action, analysis, facts }: Deliberation): GateReport {
  const { denied = [] } = facts.session;
  const refused = findDenied(denied, analysis.effects);
  if (refused === null) return passAfter(denied.findLast(({ tool }) => tool === toolIdentity(action.tool)));
  const reason = `a person refused ${refused.class} of ${refused.value} in this session`;
  if (refused.tool === toolIdentity(action.tool))
    return report('deny-rules', 'require-approval', { rule: 'deny.refused-again', reason, remedy: WAIT });
  return report('deny-rules', 'deny', {
    rule: 'deny.refused-before',
    reason,
    remedy:
      'Do not try it with another tool. Tell the user why you need it; their next prompt opens the question again.',
  });
}

/** A call by a tool whose last call a person refused is on record as another try, also where it touches something else. */
function passAfter(refused: DeniedEffect | undefined): GateReport {
  if (refused === undefined) return pass('deny-rules', 'no forbidden place is touched');
  const before = `${refused.class} of ${refused.value}`;
  return pass('deny-rules', `another try of a tool after a person refused ${before}; this touches something else`);
}
