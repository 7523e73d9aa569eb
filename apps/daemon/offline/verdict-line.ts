import type { Decision } from '../../../core/decision.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';

/** A decision as one JSON object: what `check` prints, one a line with `--batch`. */
export function verdictLine(id: string | null, decision: Decision): JsonObject {
  const deciding = decision.gates.find((gate) => gate.outcome === decision.verdict);
  return {
    ...(id === null ? {} : { id }),
    verdict: decision.verdict,
    risk_level: decision.risk.level,
    risk_score: decision.risk.score,
    gate: deciding?.gate ?? null,
    rule: deciding?.rule ?? null,
    reason: decision.reason,
    remedies: decision.remedies,
    effects: decision.effects.map(({ class: effectClass, resource, reversibility, marks }) => ({
      class: effectClass,
      resource: { kind: resource.kind, value: resource.value },
      reversibility,
      marks,
    })),
  };
}

/** A line that could not be read, as an answer: it denies. */
export function errorLine(message: string): JsonObject {
  return { verdict: 'deny', error: { code: 'input.invalid', message } };
}
