import type { ApprovalRequest } from '../approval/approval.ts';

/**
 * Tells whether an approval by the link of a mail wants a code of an authenticator app beside it.
 *
 * Whoever reads the mailbox, or is sent the mail on, has the link: that is enough for what is of medium risk at most. A denial never wants
 * one.
 */
export function wantsCodeByMail({ riskLevel }: Pick<ApprovalRequest, 'riskLevel'>): boolean {
  return riskLevel === 'high' || riskLevel === 'critical';
}
