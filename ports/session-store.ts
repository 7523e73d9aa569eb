import type { DeniedEffect } from '../core/approval/denied-effects.ts';
import type { CrisisMark } from '../core/crisis/restrict-in-crisis.ts';

/** What is remembered of a session between decisions. Times in milliseconds since 1970. */
export type SessionRecord = {
  readonly id: string;
  readonly principal: string;
  readonly workspace: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Denials since the last allow; three in a row stop the run. */
  readonly consecutiveDenials: number;
  /** Digests of the newest actions, newest last, at most three: three identical calls are asked about. */
  readonly recentDigests: readonly string[];
  /** What people refused since the last prompt, newest last (see `withDenied`). */
  readonly denied: readonly DeniedEffect[];
  /** The newest message of its user that spoke of a crisis; left out where none did. */
  readonly crisis?: CrisisMark;
};

/** Finds sessions. Writing goes through `LedgerStore.commit`. */
export interface SessionStore {
  find(id: string): Promise<SessionRecord | null>;
  /**
   * Sessions that have not ended, newest first by the order in which they were first written, at most `limit` (1 to
   * 1,000).
   */
  listOpen(limit: number): Promise<readonly SessionRecord[]>;
}
