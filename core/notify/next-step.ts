import { BESIDE_STEPS, type Delivery } from './delivery.ts';
import { hasArrived } from './delivery-transitions.ts';

/** What is looked at of a delivery to know whether people were reached. */
type Tried = Pick<Delivery, 'state' | 'step' | 'person'> & {
  /** False where nobody can answer there what was asked: whoever reads it was told, and not reached. */
  readonly isAnswerable: boolean;
};

/**
 * The step of failover that must begin now, or null.
 *
 * The next step begins as soon as every message of those before it was tried and too few people were reached: it does not wait
 * for further attempts, nor for the deadline. A place of several people counts as all of them. `needed` is how many different
 * people must answer.
 */
export function stepToBegin(deliveries: readonly Tried[], needed: number): number | null {
  const waiting = deliveries.filter(({ state }) => state === 'standby').map(({ step }) => step);
  const begun = deliveries.filter(({ state, step }) => state !== 'standby' && step !== BESIDE_STEPS);
  if (waiting.length === 0 || isReached(begun, needed)) return null;
  if (begun.some(({ state }) => state === 'queued' || state === 'sending')) return null;
  return Math.min(...waiting);
}

/** Tells whether enough people were reached. */
export function isReached(deliveries: readonly Tried[], needed: number): boolean {
  const arrived = deliveries.filter((one) => hasArrived(one) && one.isAnswerable && one.step !== BESIDE_STEPS);
  const people = new Set(arrived.map(({ person }) => person));
  return people.has(null) || people.size >= needed;
}
