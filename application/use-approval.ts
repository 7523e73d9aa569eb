import type { ApprovalAnswer, ApprovalBinding, ApprovalRequest } from '../core/approval/approval.ts';
import { approvalStatement, bindingHolds, signedApprovalText } from '../core/approval/approval-statement.ts';
import { isUsable } from '../core/approval/approval-transitions.ts';
import { fromBase64 } from '../core/encoding/base64.ts';
import { toUtf8 } from '../core/encoding/utf8.ts';
import type { VerifiedApproval } from '../core/facts.ts';
import type { GatewayPorts } from './gateway-ports.ts';

type VerifyPorts = Pick<GatewayPorts, 'approvers' | 'verifySignature'>;

/** Tells whether an answer is signed by the enrolled key it names, over exactly this request. */
export function isSignedBy(request: ApprovalRequest, answer: ApprovalAnswer, ports: VerifyPorts): boolean {
  const approver = ports.approvers.find(answer.keyId);
  const signature = fromBase64(answer.signature);
  if (approver === null || signature === null || approver.principal !== answer.approver) return false;
  const message = toUtf8(signedApprovalText(approvalStatement(request), answer));
  return ports.verifySignature({ algorithm: 'ed25519', publicKey: approver.publicKey, message, signature });
}

/**
 * Checks once more, right before use, that an approval may release this attempt: approved, unused, in time, every part of
 * its binding equal to what is proposed now, and each signature by a key that is still enrolled. Null when it may not.
 */
export function verifyApproval(
  request: ApprovalRequest,
  { binding, nowMs }: { readonly binding: ApprovalBinding; readonly nowMs: number },
  ports: VerifyPorts,
): VerifiedApproval | null {
  if (!isUsable(request, { actionDigest: binding.actionDigest, nowMs }) || !bindingHolds(request.binding, binding))
    return null;
  const approvals = request.answers.filter((answer) => answer.answer === 'approve');
  if (approvals.length !== request.answers.length || !approvals.every((answer) => isSignedBy(request, answer, ports)))
    return null;
  const scope = approvals.at(-1)?.scope ?? 'action';
  return {
    request: request.id,
    approvers: approvals.map((answer) => answer.approver),
    secondFactor: false,
    scope,
    shownScore: request.riskScore,
  };
}
