import type { InputProblem } from '../action/parse-action.ts';
import type { Effect } from '../effect/effect.ts';
import { ok, type Result } from '../result.ts';
import { collide, type Footprint, footprintOf } from './footprint.ts';
import { BATCH_LIMITS, type BatchNode, orderCalls } from './order-calls.ts';

/** A call with what it would do. */
export type PlannedCall = BatchNode & { readonly effects: readonly Effect[] };

/**
 * When the calls of a batch run.
 *
 * `steps` are run one after the other; the calls of a step may run together, and are listed in the order of the batch.
 */
export type BatchPlan = {
  readonly steps: readonly (readonly string[])[];
  /**
   * Calls before which another call of the batch may change what they touch: a decision made now would be about a world
   * that is gone when they run.
   */
  readonly decideInTurn: ReadonlySet<string>;
};

/**
 * Says which calls of one model turn may run together, by their effects, and explains why a batch cannot be planned (see
 * `orderCalls`).
 *
 * Invariant: no two calls of a step collide (see `collide`); a call stands in a later step than what it depends on; of two
 * calls that collide, and do not depend on each other the other way round, the one that comes first runs first; no step has
 * more than eight; every call is in one step.
 */
export function planBatch(calls: readonly PlannedCall[]): Result<BatchPlan, readonly InputProblem[]> {
  const order = orderCalls(calls);
  if (!order.ok) return order;
  const placed: Placed[] = [];
  const steps: number[][] = [];
  const decideInTurn = new Set<string>();
  for (const at of order.value) {
    const { id, dependsOn, effects } = calls[at] as PlannedCall;
    const footprint = footprintOf(effects);
    let earliest = 0;
    for (const other of placed) {
      const collides = collide(footprint, other.footprint);
      if (collides) decideInTurn.add(id);
      if (collides || dependsOn.includes(other.id)) earliest = Math.max(earliest, other.step + 1);
    }
    const step = firstWithRoom(steps, earliest);
    steps[step] = [...(steps[step] ?? []), at];
    placed.push({ id, footprint, step });
  }
  const named = steps.map((step) => step.toSorted((one, other) => one - other).map((at) => idAt(calls, at)));
  return ok({ steps: named, decideInTurn });
}

type Placed = { readonly id: string; readonly footprint: Footprint; readonly step: number };

function firstWithRoom(steps: readonly (readonly number[])[], earliest: number): number {
  let step = earliest;
  while ((steps[step] ?? []).length >= BATCH_LIMITS.together) step += 1;
  return step;
}

function idAt(calls: readonly PlannedCall[], at: number): string {
  return (calls[at] as PlannedCall).id;
}
