import type { Decision } from '../../core/decision.ts';
import type { ReviewerAnswer } from '../../core/facts.ts';

/**
 * What a reviewer model said of an action with exactly these effects. `reviewer` is null where none was asked: then `answer` is
 * `abstain`.
 */
export type Review = {
  readonly reviewer: string | null;
  readonly answer: ReviewerAnswer;
  /** The effects that it was about, as text (see `effectsText`). */
  readonly effects: string;
};

/** A review that an attempt is decided with; `effects` is null for one that is only supposed. */
export type AttemptReview = Omit<Review, 'effects'> & { readonly effects: string | null };

/** The effects of a decision as a text that two equal lists share. */
export function effectsText({ effects }: Pick<Decision, 'effects'>): string {
  return JSON.stringify(effects);
}

/** A review as a fact for a decision over these effects: for others than were reviewed it is an abstention. */
export function reviewFact(review: AttemptReview | undefined, decided: Pick<Decision, 'effects'>): ReviewerAnswer {
  if (review === undefined) return 'none';
  return review.effects === null || review.effects === effectsText(decided) ? review.answer : 'abstain';
}
