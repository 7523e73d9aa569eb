import type { ApprovalStore } from '../../ports/approval-store.ts';
import { checkLimit, checkPrefix, MAX_LISTED, MAX_PREFIX_MATCHES, MAX_RELATED } from '../../ports/check-bounds.ts';
import { firstMatches, type MemoryState, stateForUse } from './memory-state.ts';

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
      return firstMatches(approvals().values(), MAX_PREFIX_MATCHES, ({ id }) => id.startsWith(prefix));
    },
    async list({ statuses, limit }) {
      checkLimit(limit, MAX_LISTED);
      return firstMatches(approvals().values(), limit, ({ status }) => statuses.includes(status));
    },
    async findUsable(actionDigest, atMs) {
      const [oldest] = firstMatches(approvals().values(), 1, (request) => {
        const { status, binding, consumedBy, usableUntilMs } = request;
        if (status !== 'approved' || consumedBy !== null || binding.actionDigest !== actionDigest) return false;
        return usableUntilMs !== null && usableUntilMs > atMs;
      });
      return oldest ?? null;
    },
    async listTimedOut(actionDigest) {
      return firstMatches(
        approvals().values(),
        MAX_RELATED,
        ({ status, binding }) => status === 'timed-out' && binding.actionDigest === actionDigest,
      );
    },
    async listGrants(session, atMs) {
      const inForce = firstMatches(
        stateForUse(state, 'list grants').grants.values(),
        MAX_RELATED,
        ({ grant, revoked }) => grant.session === session && !revoked && grant.expiresAtMs > atMs,
      );
      return inForce.map(({ grant }) => grant);
    },
  };
}
