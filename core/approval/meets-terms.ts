import type { Action } from '../action/action.ts';
import type { ApprovalTerms } from '../decision.ts';
import type { VerifiedApproval } from '../facts.ts';

/** An action as it would be released now: who acts, what an approval of it must be like, and its risk score. */
type MeasuredAction = {
  readonly action: Pick<Action, 'principal'>;
  readonly terms: ApprovalTerms;
  readonly score: number;
};

/**
 * Tells whether a verified approval meets the terms of an action: given in a scope that is open to it, by enough distinct
 * people, with a second factor where one is needed, and for no less risk than there is now.
 *
 * The principal that acts never counts among its own approvers, nor does an author of what would be done, under whichever of the
 * two names that an approver has (account and person); whom it acts for may.
 */
export function meetsTerms(approval: VerifiedApproval | null, { action, terms, score }: MeasuredAction): boolean {
  if (approval === null || !terms.scopes.includes(approval.scope)) return false;
  if (approval.shownScore !== undefined && !(score <= approval.shownScore)) return false;
  const { approvers, people = approvers, secondFactor } = approval;
  const barred = new Set([action.principal, ...(terms.notBy ?? [])]);
  const isBarred = (person: string, place: number): boolean =>
    barred.has(person) || barred.has(approvers[place] ?? action.principal);
  const counted = new Set(people.filter((person, place) => !isBarred(person, place)));
  return counted.size >= terms.approvers && (secondFactor || !terms.secondFactor);
}
