import type { Plan } from '../plan/plan.ts';
import type { OUTPUT_SCHEMAS } from './output-schemas.ts';
import type { ValueOf } from './schema.ts';

/** A plan as it stands on the wire, accepted by its schema. */
export type PlanOnWire = ValueOf<(typeof OUTPUT_SCHEMAS)['plan']>;

/** Gives a plan of the wire the names of the code. Nothing is added; what was left out is null. */
export function planFromWire(wire: PlanOnWire): Plan {
  return {
    intent: wire.intent,
    steps: wire.steps.map(({ depends_on: dependsOn, diff = null, ...step }) => ({ ...step, dependsOn, diff })),
    targetFiles: wire.target_files,
    constraints: wire.constraints.map(({ target = null, ...constraint }) => ({ ...constraint, target })),
    estimatedTokens: wire.estimated_tokens,
    estimatedSeconds: wire.estimated_seconds,
  };
}
