import type { LeaseTerms } from '../core/lease/lease.ts';

/** Why a lease ended. */
export const LEASE_ENDS = [
  'expired',
  'tokens',
  'cost',
  'calls',
  'heartbeat',
  'revoked',
  'finished',
  'parent-ended',
] as const;
export type LeaseEnd = (typeof LEASE_ENDS)[number];

/** What was done about the work of a lease that ended. */
export const LEASE_OUTCOMES = ['finished', 'retry', 'failed'] as const;
export type LeaseOutcome = (typeof LEASE_OUTCOMES)[number];

/** A lease as it is kept. Times in milliseconds since 1970. */
export type LeaseRecord = {
  /** UUIDv7. */
  readonly id: string;
  readonly principal: string;
  /** The session that acts under it without presenting a token; null for none. */
  readonly session: string | null;
  /** The run or task that it is for: retries are counted by it. */
  readonly task: string;
  readonly workspace: string;
  /** The lease that it was narrowed from, or null. */
  readonly parent: string | null;
  readonly terms: LeaseTerms;
  readonly grantedBy: string;
  readonly grantedAtMs: number;
  readonly renewals: number;
  /** Whether signs of life are expected of its holder. */
  readonly heartbeat: boolean;
  /** 0 for the first try at its task. */
  readonly attempt: number;
  /** Revocation ids of its token, first block first, hexadecimal; none where no token was issued. */
  readonly revocationIds: readonly string[];
  readonly end: {
    readonly reason: LeaseEnd;
    readonly by: string;
    readonly atMs: number;
    readonly outcome: LeaseOutcome;
  } | null;
  /** Actions that were allowed under it. */
  readonly calls: number;
  readonly version: number;
};

/** Finds leases. Writing goes through `LedgerStore.commit`. */
export interface LeaseStore {
  find(id: string): Promise<LeaseRecord | null>;
  /** Leases that have not ended, in the order of first writing, at most `limit` (1 to 1,000). */
  listLive(limit: number): Promise<readonly LeaseRecord[]>;
  /** All leases, newest first by the order of first writing, at most `limit` (1 to 1,000). */
  listNewest(limit: number): Promise<readonly LeaseRecord[]>;
}
