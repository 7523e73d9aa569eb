import type { GateReport } from '../decision.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { isTainted } from '../provenance/provenance.ts';
import type { Deliberation } from './deliberation.ts';
import { notApplicable, report, WAIT } from './gate-report.ts';

/** Whether untrusted data chose what a privileged effect touches. */
export function judgeProvenance({ analysis }: Deliberation): GateReport {
  const tainted = analysis.effects.find(
    ({ class: name, resource }) => EFFECT_TABLE[name].floor > 0 && isTainted(resource.provenance),
  );
  if (tainted === undefined) return notApplicable('provenance', 'no value is known to be untrusted');
  const what = tainted.resource.value === '' ? tainted.detail : tainted.resource.value;
  return report('provenance', 'require-approval', {
    rule: 'provenance.tainted',
    reason: `${what} was chosen by ${tainted.resource.provenance}`,
    remedy: WAIT,
  });
}
