import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import type { LeaseRecord } from '../../ports/lease-store.ts';

/** What is granted, to whom, and for how long. What is left out is what an ordinary task gets. */
export type LeaseOrder = {
  readonly principal: string;
  /** The session that acts under it without presenting a token; null for none. */
  readonly session: string | null;
  /** The run or task that it is for; calls through the door of that run act under it. */
  readonly task: string;
  /** Absolute; relative patterns start there. */
  readonly workspace: string;
  /** Instead of `TASK_CAPABILITIES`, kinds of `TASK_SCOPE`, and the limits of a task. */
  readonly terms?: Narrowing;
  /** 30 minutes unless said; 60 at most. */
  readonly durationMs?: number;
  /** Whether its holder gives signs of life; then it ends when none came for 30 seconds. */
  readonly heartbeat?: boolean;
  /** 0, or the number of the retry that it is for. */
  readonly attempt?: number;
};

/** A lease that was granted, with the token that carries it where tokens can be made. */
export type GrantedLease = { readonly lease: LeaseRecord; readonly token: string | null };

/** How a lease ended, and what comes next: a retry is up to the holder, after the wait. */
export type LeaseEnded = {
  readonly lease: LeaseRecord;
  /** Set when the task may be tried again; the next lease is granted with this attempt. */
  readonly retry: { readonly attempt: number; readonly waitMs: number } | null;
};

/**
 * Who runs under a lease in this process, and how to stop it.
 *
 * `kill` comes once the end is on record (or could not be recorded), `ended` after it; both are called once. `freeze` holds still what
 * runs and may come more than once. What they raise is left to them.
 */
export type LeaseHolder = {
  readonly kill: (reason: string) => void | Promise<void>;
  readonly freeze?: (reason: string) => void | Promise<void>;
  readonly ended?: (end: LeaseEnded) => void;
  /** Whether a task that failed under this lease can be tried again. */
  readonly canRetry?: boolean;
};
