import type { ActionRecord } from '../../ports/action-store.ts';
import { RecentValues } from '../recent-values.ts';

const VALID_FOR_MS = 60_000;

/**
 * Remembers what was authorised a moment ago, so that an agent's second question about the same call (its own permission
 * dialog) need not be put to a human again.
 *
 * Each authorisation confirms once, within a minute, for the same session and digest. It releases nothing by itself: the
 * agent asks for every call before it runs.
 */
export class RecentAuthorisations {
  private readonly recent = new RecentValues<{ readonly untilMs: number; count: number }>();

  /** Notes an action that was released. */
  note({ session, digest }: Pick<ActionRecord, 'session' | 'digest'>, nowMs: number): void {
    const key = `${session} ${digest}`;
    const count = this.recent.get(key)?.count ?? 0;
    this.recent.set(key, { untilMs: nowMs + VALID_FOR_MS, count: count + 1 });
  }

  /** Uses one up; false when there is none. */
  confirm({ session, digest }: Pick<ActionRecord, 'session' | 'digest'>, nowMs: number): boolean {
    const key = `${session} ${digest}`;
    const known = this.recent.get(key);
    if (known === null || nowMs >= known.untilMs) return false;
    known.count -= 1;
    if (known.count === 0) this.recent.take(key);
    return true;
  }
}
