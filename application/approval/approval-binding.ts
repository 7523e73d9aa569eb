import type { Action } from '../../core/action/action.ts';
import type { ApprovalBinding } from '../../core/approval/approval.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';

/** What an approval of this attempt is bound to now. */
export function bindingOf({
  action,
  actionDigest,
  ready,
  lease,
}: {
  readonly action: Action;
  readonly actionDigest: string;
  readonly ready: ReadyPolicy;
  readonly lease: string | null;
}): ApprovalBinding {
  return {
    actionDigest,
    toolDigest: action.tool.digest,
    policyVersion: ready.policy.settings.version,
    profile: ready.policy.settings.profile,
    lease,
    plan: action.plan,
    requester: action.principal,
    session: action.session,
  };
}
