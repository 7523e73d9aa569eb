import type { CompensationState } from '../../core/compensation/compensation.ts';
import { RELEASED_STATUSES } from '../../ports/action-store.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import type { StateChange } from '../../ports/state-change.ts';

/** One step of a compensation, as the core allowed it. */
export type CompensationStep = {
  readonly from: CompensationState;
  readonly to: CompensationState;
  readonly ranAs: string | null;
  readonly atMs: number;
};

/** What a step writes: the compensation, and its action's status once the inverse was carried out. */
export function changesOfStep(
  { action }: Pick<CompensationRecord, 'action'>,
  { from, to, ranAs, atMs }: CompensationStep,
): readonly StateChange[] {
  const step: StateChange = { kind: 'compensation.step', action, from: [from], to, ranAs };
  if (to !== 'done') return [step];
  const statuses = [...RELEASED_STATUSES, 'rolled-back', 'compensated'] as const;
  return [step, { kind: 'action.transition', id: action, from: statuses, to: 'compensated', atMs }];
}
