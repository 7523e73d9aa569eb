import type { Decision } from '../../core/decision.ts';
import type { ReviewerAnswer } from '../../core/facts.ts';
import { evaluate } from '../decide/decide-attempt.ts';
import type { Attempt } from '../decide/record-decision.ts';
import type { FlowContext } from '../flow-context.ts';
import { effectsText } from './review-fact.ts';

/**
 * The attempt with what a reviewer model says of it, before it is decided.
 *
 * A model is asked where its answer makes the difference between passing and asking, and about medium and high risk before a human is
 * asked. Nothing waits for a model where it could not matter: no risk, critical risk, what is denied or deferred anyway, and what a
 * standing permission covers. Where none is configured the attempt is answered as it was, at no cost.
 */
export async function withReview(context: FlowContext, attempt: Attempt): Promise<Attempt> {
  if (!context.reviews.isOn) return attempt;
  const { decision, isWanted } = survey(context, attempt);
  const effects = effectsText(decision);
  if (!isWanted) return { ...attempt, review: { reviewer: null, answer: 'abstain', effects } };
  return { ...attempt, review: await context.reviews.review({ ...attempt, decision }) };
}

/**
 * The attempt as it is decided where no reviewer model answers: for a look that is not recorded. Whoever could have a model asked without
 * a record would try wordings until one passes.
 */
export function withoutReview(context: FlowContext, attempt: Attempt): Attempt {
  if (!context.reviews.isOn) return attempt;
  const effects = effectsText(survey(context, attempt).decision);
  return { ...attempt, review: { reviewer: null, answer: 'abstain', effects } };
}

/** The decision as it would be without an objection, and whether anybody has to say that there is none. */
function survey(context: FlowContext, attempt: Attempt): { readonly decision: Decision; readonly isWanted: boolean } {
  const decision = supposing(context, attempt, 'no-objection');
  const { level } = decision.risk;
  if (level === 'none' || level === 'critical') return { decision, isWanted: false };
  if (decision.verdict === 'require-approval') return { decision, isWanted: level !== 'low' };
  if (decision.verdict !== 'allow') return { decision, isWanted: false };
  return { decision, isWanted: supposing(context, attempt, 'objection').verdict !== 'allow' };
}

function supposing(context: FlowContext, attempt: Attempt, answer: ReviewerAnswer): Decision {
  return evaluate(context, { ...attempt, review: { reviewer: null, answer, effects: null } }, null).decision;
}
