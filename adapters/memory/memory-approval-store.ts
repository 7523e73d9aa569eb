import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import {
  checkLimit,
  checkPrefix,
  MAX_LISTED,
  MAX_PREFIX_MATCHES,
  MAX_READ,
  MAX_RELATED,
} from '../../ports/check-bounds.ts';
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
    async list({ statuses, limit, order = 'oldest', after = null }) {
      checkLimit(limit, MAX_LISTED);
      const known = [...approvals().values()];
      const place = known.findIndex(({ id }) => id === after);
      if (order === 'newest') {
        const rest = after === null ? known : known.slice(0, Math.max(0, place));
        return rest
          .filter(({ status }) => statuses.includes(status))
          .toReversed()
          .slice(0, limit);
      }
      if (after !== null && place < 0) return [];
      return firstMatches(known.slice(place + 1), { limit, matches: ({ status }) => statuses.includes(status) });
    },
    async listUsable(actionDigest, atMs) {
      const matches = ({ status, binding, consumedBy, usableUntilMs }: ApprovalRequest): boolean =>
        status === 'approved' &&
        consumedBy === null &&
        binding.actionDigest === actionDigest &&
        usableUntilMs !== null &&
        usableUntilMs > atMs;
      return firstMatches(approvals().values(), { limit: MAX_RELATED, matches });
    },
    async listTimedOut(actionDigest) {
      const matches = ({ status, binding }: ApprovalRequest): boolean =>
        status === 'timed-out' && binding.actionDigest === actionDigest;
      return [...approvals().values()].filter(matches).toReversed().slice(0, MAX_RELATED);
    },
    async listUnused(atMs, limit) {
      checkLimit(limit, MAX_READ);
      const matches = ({ status, consumedBy, usableUntilMs }: ApprovalRequest): boolean =>
        status === 'approved' && consumedBy === null && usableUntilMs !== null && usableUntilMs > atMs;
      return firstMatches(approvals().values(), { limit, matches });
    },
    async listGrants(session, atMs) {
      const { grants } = stateForUse(state, 'list grants');
      const matches = ({ grant, revoked }: HeldGrant): boolean =>
        grant.session === session && !revoked && grant.expiresAtMs > atMs;
      return firstMatches(grants.values(), { limit: MAX_RELATED, matches }).map(({ grant }) => grant);
    },
  };
}
