import { approvalTerms } from '../../../core/approval/approval-terms.ts';
import type { Decision, GateReport, Verdict } from '../../../core/decision.ts';

/** A decision with this verdict, by a rule about production. */
export function decisionOf(verdict: Verdict): Decision {
  const outcome: GateReport['outcome'] = verdict === 'allow' ? 'pass' : verdict;
  const gate: GateReport = {
    gate: 'policy',
    outcome,
    rule: 'no-production',
    reason: 'Production is deployed by people.',
    remedy: 'Deploy to staging.',
  };
  return {
    verdict,
    risk: { score: 40, level: 'medium', parts: [{ kind: 'floor', rule: 'effect:process.run', points: 40 }] },
    effects: [],
    gates: [gate],
    obligations: verdict === 'allow' ? [{ kind: 'checkpoint', paths: ['/work/app/a'] }] : [],
    approval: verdict === 'require-approval' ? approvalTerms('medium', { criticalApprovers: 1 }) : null,
    reason: verdict === 'allow' ? 'nothing restricts it' : gate.reason,
    remedies: verdict === 'allow' ? [] : [gate.remedy],
  };
}
