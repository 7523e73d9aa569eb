import type { ApprovalAnswer, ApprovalBinding, ApprovalRequest } from '../../core/approval/approval.ts';
import { approvalStatement, bindingHolds, signedApprovalText } from '../../core/approval/approval-statement.ts';
import { isUsable } from '../../core/approval/approval-transitions.ts';
import { mayAnswerOn } from '../../core/approval/approver-kind.ts';
import { fromBase64 } from '../../core/encoding/base64.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { VerifiedApproval } from '../../core/facts.ts';
import { type FactorContext, factorHolds } from '../approver/second-factor.ts';

/** Tells whether an answer is signed by the enrolled key it names, over exactly this request, on a channel that the key is for. */
export function isSignedBy(request: ApprovalRequest, answer: ApprovalAnswer, { ports }: FactorContext): boolean {
  const approver = ports.approvers.find(answer.keyId);
  const signature = fromBase64(answer.signature);
  if (approver === null || signature === null || approver.principal !== answer.approver) return false;
  if (!mayAnswerOn(approver, answer.channel)) return false;
  const message = toUtf8(signedApprovalText(approvalStatement(request), answer));
  return ports.verifySignature({ algorithm: 'ed25519', publicKey: approver.publicKey, message, signature });
}

/**
 * Checks once more, right before use, that an approval may release this attempt: approved, unused, in time, every part of
 * its binding equal to what is proposed now, each signature by a key that is still enrolled, and each second factor too. Null when it
 * may not, also where it came out since that an approver is the requester under another name.
 */
export function verifyApproval(
  request: ApprovalRequest,
  { binding, nowMs }: { readonly binding: ApprovalBinding; readonly nowMs: number },
  context: FactorContext,
): VerifiedApproval | null {
  if (!isUsable(request, { actionDigest: binding.actionDigest, nowMs }) || !bindingHolds(request.binding, binding))
    return null;
  const { answers } = request;
  const isWhole = answers.every((answer) => answer.answer === 'approve' && isSignedBy(request, answer, context));
  const people = answers.map((answer) => context.people.personOf(answer.approver));
  if (!isWhole || people.includes(context.people.personOf(binding.requester))) return null;
  const approvers = answers.map((answer) => answer.approver);
  return {
    request: request.id,
    approvers,
    // Left out where every approver is a person of their own: records stay as they were.
    ...(people.every((person, place) => person === approvers[place]) ? {} : { people }),
    secondFactor: answers.length > 0 && answers.every((answer) => factorHolds(context, request, answer)),
    scope: answers.at(-1)?.scope ?? 'action',
    shownScore: request.riskScore,
  };
}
