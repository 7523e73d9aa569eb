import type { ApprovalRequest, ApprovalStatus, SessionGrant } from '../core/approval/approval.ts';

/**
 * Finds approval requests and grants. Writing goes through `LedgerStore.commit`.
 *
 * Oldest first is by the order of writing, which no clock can turn. What ends at a time has ended at that very
 * millisecond.
 */
export interface ApprovalStore {
  find(id: string): Promise<ApprovalRequest | null>;
  /**
   * Requests whose id begins with `prefix` (at least four characters), the oldest three: enough to tell unique from
   * ambiguous. The prefix is compared as it is: no case folding, no wildcards.
   */
  findByPrefix(prefix: string): Promise<readonly ApprovalRequest[]>;
  /** Requests with one of these statuses, oldest first, at most `limit` (1 to 1,000). */
  list(query: {
    readonly statuses: readonly ApprovalStatus[];
    readonly limit: number;
  }): Promise<readonly ApprovalRequest[]>;
  /** The oldest approved, unconsumed request for a digest that is usable at `atMs`; null when there is none. */
  findUsable(actionDigest: string, atMs: number): Promise<ApprovalRequest | null>;
  /** Timed-out requests for a digest, oldest first, at most 100. */
  listTimedOut(actionDigest: string): Promise<readonly ApprovalRequest[]>;
  /** Grants of a session that are in force at `atMs`, oldest first, at most 100. */
  listGrants(session: string, atMs: number): Promise<readonly SessionGrant[]>;
}
