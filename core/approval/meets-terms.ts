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
 * approvers, with a second factor where one is needed, and for no less risk than there is now.
 *
 * The principal that acts never counts among its own approvers; whom it acts for may.
 */
export function meetsTerms(approval: VerifiedApproval | null, { action, terms, score }: MeasuredAction): boolean {
  if (approval === null || !terms.scopes.includes(approval.scope)) return false;
  if (approval.shownScore !== undefined && !(score <= approval.shownScore)) return false;
  const approvers = new Set(approval.approvers);
  approvers.delete(action.principal);
  return approvers.size >= terms.approvers && (approval.secondFactor || !terms.secondFactor);
}
