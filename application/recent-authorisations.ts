import type { ActionRecord } from '../ports/action-store.ts';

/** Of each of two generations: what is forgotten first is the older one, as a whole. */
const MAX_GENERATION = 5_000;
const VALID_FOR_MS = 60_000;

/**
 * Remembers what was authorised a moment ago, so that an agent's second question about the same call (its own permission
 * dialog) need not be put to a human again.
 *
 * Each authorisation confirms once, within a minute, for the same session and digest. It releases nothing by itself: the
 * agent asks for every call before it runs.
 */
export class RecentAuthorisations {
  private young = new Map<string, Noted>();
  private old = new Map<string, Noted>();

  /** Notes an action that was released. */
  note({ session, digest }: Pick<ActionRecord, 'session' | 'digest'>, nowMs: number): void {
    const key = `${session} ${digest}`;
    const known = this.young.get(key) ?? this.old.get(key);
    this.young.set(key, { untilMs: nowMs + VALID_FOR_MS, count: (known?.count ?? 0) + 1 });
    this.old.delete(key);
    if (this.young.size < MAX_GENERATION) return;
    this.old = this.young;
    this.young = new Map();
  }

  /** Uses one up; false when there is none. */
  confirm({ session, digest }: Pick<ActionRecord, 'session' | 'digest'>, nowMs: number): boolean {
    const key = `${session} ${digest}`;
    const generation = this.young.has(key) ? this.young : this.old;
    const known = generation.get(key);
    if (known === undefined || nowMs >= known.untilMs) return false;
    known.count -= 1;
    if (known.count === 0) generation.delete(key);
    return true;
  }
}

type Noted = { readonly untilMs: number; count: number };
