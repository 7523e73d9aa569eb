import { enrolApprover, withdrawApprover } from './approver-desk.ts';
import type { FlowContext } from './flow-context.ts';
import type { Gateway } from './gateway.ts';
import type { TokenDesk } from './token-desk.ts';

/** The flows about tokens and the keys of approvers. */
export function tokenFlows(
  context: FlowContext,
  tokens: TokenDesk,
): Pick<
  Gateway,
  | 'authenticate'
  | 'createToken'
  | 'narrowToken'
  | 'listTokens'
  | 'revokeToken'
  | 'enrolApprover'
  | 'listApprovers'
  | 'withdrawApprover'
> {
  return {
    authenticate: (token) => tokens.authenticate(token),
    createToken: (caller, input) => tokens.create(caller.principal, input),
    narrowToken: (caller, input) => tokens.narrow(caller, input),
    listTokens: (page) => tokens.list(page),
    revokeToken: (caller, id) => tokens.revoke(caller.principal, id),
    enrolApprover: (caller, input) => enrolApprover(context, caller, input),
    listApprovers: () => context.ports.approvers.list(),
    withdrawApprover: (caller, keyIdOrPrefix) => withdrawApprover(context, caller, keyIdOrPrefix),
  };
}
