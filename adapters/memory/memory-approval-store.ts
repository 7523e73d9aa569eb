import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import { checkLimit, checkPrefix, MAX_LISTED, MAX_PREFIX_MATCHES, MAX_RELATED } from '../../ports/check-bounds.ts';
import { firstMatches, type HeldGrant, type MemoryState, stateForUse } from './memory-state.ts';

/** Approval requests and grants in memory. */
export function createMemoryApprovalStore(state: MemoryState): ApprovalStore {
  const approvals = () => stateForUse(state, 'read approvals').approvals;
  return {
    async find(id) {
      return approvals().get(id) ?? null;
    },
    async findByPrefix(prefix) {
      checkPrefix(prefix);
      if (!prefix.isWellFormed()) return [];
      const matches = ({ id }: ApprovalRequest): boolean => id.startsWith(prefix);
      return firstMatches(approvals().values(), { limit: MAX_PREFIX_MATCHES, matches });
    },
    async list({ statuses, limit }) {
      checkLimit(limit, MAX_LISTED);
      return firstMatches(approvals().values(), { limit, matches: ({ status }) => statuses.includes(status) });
    },
    async findUsable(actionDigest, atMs) {
      const matches = ({ status, binding, consumedBy, usableUntilMs }: ApprovalRequest): boolean =>
        status === 'approved' &&
        consumedBy === null &&
        binding.actionDigest === actionDigest &&
        usableUntilMs !== null &&
        usableUntilMs > atMs;
      return firstMatches(approvals().values(), { limit: 1, matches })[0] ?? null;
    },
    async listTimedOut(actionDigest) {
      const matches = ({ status, binding }: ApprovalRequest): boolean =>
        status === 'timed-out' && binding.actionDigest === actionDigest;
      return firstMatches(approvals().values(), { limit: MAX_RELATED, matches });
    },
    async listGrants(session, atMs) {
      const { grants } = stateForUse(state, 'list grants');
      const matches = ({ grant, revoked }: HeldGrant): boolean =>
        grant.session === session && !revoked && grant.expiresAtMs > atMs;
      return firstMatches(grants.values(), { limit: MAX_RELATED, matches }).map(({ grant }) => grant);
    },
  };
}
