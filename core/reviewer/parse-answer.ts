import type { ReviewerAnswer } from '../facts.ts';

/** The only answers that a reviewer model may give, and what each means as a fact. */
const ANSWERS: ReadonlyMap<string, ReviewerAnswer> = new Map([
  ['APPROVE', 'no-objection'],
  ['DENY', 'objection'],
  ['ESCALATE', 'abstain'],
]);

/**
 * Reads a reviewer model's answer: exactly `APPROVE`, `DENY` or `ESCALATE`, byte for byte.
 *
 * Anything else is `malformed`, which counts like an objection: other case, a blank or a line break around it, a reason, two
 * answers, nothing at all. A text that only begins like an approval is none.
 */
export function parseReviewerAnswer(text: string): ReviewerAnswer {
  return ANSWERS.get(text) ?? 'malformed';
}
