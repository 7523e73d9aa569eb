import type { ApprovalRequest, ApprovalStatus, SessionGrant } from '../core/approval/approval.ts';

/** Which requests, in which order, from where on. */
export type ApprovalQuery = {
  readonly statuses: readonly ApprovalStatus[];
  readonly limit: number;
  /** Default: oldest first. */
  readonly order?: 'oldest' | 'newest';
  /** The id of the last request of the page before; default: none. */
  readonly after?: string | null;
};

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
  /**
   * Requests with one of these statuses, at most `limit` (1 to 1,000), oldest first, or newest first with `order`: the first
   * ones of that order, or those that come after the request with the id `after` in it. Nothing comes after an id that is
   * unknown.
   */
  list(query: ApprovalQuery): Promise<readonly ApprovalRequest[]>;
  /** Approved, unconsumed requests for a digest that are usable at `atMs`, oldest first, at most 100. */
  listUsable(actionDigest: string, atMs: number): Promise<readonly ApprovalRequest[]>;
  /** Approved requests that are unconsumed and usable at `atMs`, oldest first, at most `limit` (1 to 10,000). */
  listUnused(atMs: number, limit: number): Promise<readonly ApprovalRequest[]>;
  /** Timed-out requests for a digest, newest first, at most 100. */
  listTimedOut(actionDigest: string): Promise<readonly ApprovalRequest[]>;
  /** Grants of a session that are in force at `atMs`, oldest first, at most 100. */
  listGrants(session: string, atMs: number): Promise<readonly SessionGrant[]>;
}
