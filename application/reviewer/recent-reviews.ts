import type { Review } from './review-fact.ts';

/** How long an answer holds for the same action of the same session, and how many are kept. */
const HOLDS_FOR_MS = 120_000;
const MAX_KEPT = 1_000;

/** What reviewers said a moment ago, so that one action is not asked about twice. Bounded; the oldest goes first. */
export class RecentReviews {
  private readonly kept = new Map<string, { readonly review: Review; readonly untilMs: number }>();

  /** An answer that still holds; null for none. */
  find(key: string, nowMs: number): Review | null {
    const found = this.kept.get(key);
    return found !== undefined && nowMs < found.untilMs ? found.review : null;
  }

  /** Keeps an answer. */
  keep(key: string, review: Review, nowMs: number): void {
    this.kept.delete(key);
    this.kept.set(key, { review, untilMs: nowMs + HOLDS_FOR_MS });
    const oldest = this.kept.size > MAX_KEPT ? this.kept.keys().next() : null;
    if (oldest !== null && oldest.done !== true) this.kept.delete(oldest.value);
  }
}
