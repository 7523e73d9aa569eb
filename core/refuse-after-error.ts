import type { Decision } from './decision.ts';
import { notEvaluated, report } from './gate/gate-report.ts';
import { PIPELINE } from './gate/pipeline.ts';

const REMEDY = 'Report this to the operator; do not retry.';

/** The decision after an error outside the gates: deny, at critical risk, with no gate evaluated. Total, whatever was thrown. */
export function refuseAfterError(error: unknown): Decision {
  const reason = `decide the action: found an internal error (${nameOf(error)}), want a verdict`;
  const input = report('input', 'deny', { rule: 'internal-error', reason, remedy: REMEDY });
  return {
    verdict: 'deny',
    risk: { score: 100, level: 'critical', parts: [{ kind: 'floor', rule: 'internal-error', points: 100 }] },
    effects: [],
    gates: [input, ...PIPELINE.map((gate) => notEvaluated(gate.name))],
    obligations: [],
    approval: null,
    reason,
    remedies: [REMEDY],
  };
}

/** The name of an error of the language; nothing that was thrown is trusted to answer more. */
function nameOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return 'unknown';
    return ['TypeError', 'RangeError', 'SyntaxError'].find((name) => name === error.name) ?? 'Error';
  } catch {
    return 'unknown';
  }
}
