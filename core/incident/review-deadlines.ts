import { REVIEW_WITHIN_MS } from './breakers.ts';
import type { EmergencyState } from './emergency-state.ts';

/** Something that a person still has to look at. */
export type DueReview = {
  /** `halt`, or the containment's verb. */
  readonly verb: string;
  /** Empty for a halt. */
  readonly target: string;
  readonly reason: string;
  readonly reviewByMs: number;
};

/**
 * What waits for a person's review, the most urgent first: containments that the gateway made by itself within 24 hours, and every halt
 * within seven days (model §7). Lifting, resuming and revoking end it.
 */
export function dueReviews({ halt, containments }: EmergencyState): readonly DueReview[] {
  const due = containments
    .filter(({ by }) => by === 'gateway')
    .map(({ verb, target, reason, sinceMs }) => ({
      verb,
      target: `${target.kind} ${target.name}`,
      reason,
      reviewByMs: sinceMs + REVIEW_WITHIN_MS.containment,
    }));
  const halted =
    halt === null
      ? []
      : [{ verb: 'halt', target: '', reason: halt.reason, reviewByMs: halt.sinceMs + REVIEW_WITHIN_MS.halt }];
  return [...due, ...halted].toSorted((first, second) => first.reviewByMs - second.reviewByMs);
}
