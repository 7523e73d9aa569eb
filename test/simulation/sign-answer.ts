import type { AnswerInput } from '../../application/gateway.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import type { PEOPLE } from './world.ts';

/** An answer to a request as a person's own machine signs it. */
export function signAnswer(
  request: ApprovalRequest,
  { answer, scope, person }: Pick<AnswerInput, 'answer' | 'scope'> & { readonly person: (typeof PEOPLE)[number] },
): AnswerInput {
  const { principal: approver, keyId, key } = person;
  const given = { answer, scope, channel: 'cli', approver, keyId, note: '' } as const;
  const signature = key.sign(Buffer.from(signedApprovalText(approvalStatement(request), given), 'utf8'));
  return {
    id: request.id,
    answer,
    scope,
    note: '',
    channel: 'cli',
    keyId,
    signature: Buffer.from(signature).toString('base64'),
  };
}
