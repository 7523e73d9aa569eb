/** Reviews at once in all, and begun for one principal within a minute; and the principals that are counted. */
export const REVIEW_ALLOWANCE = { atOnce: 8, perMinute: 30, principals: 1_000 } as const;

const MINUTE_MS = 60_000;

type Spent = { readonly sinceMs: number; readonly count: number };

/**
 * Bounds how much reviewer models are asked: a model costs money, and whoever may ask without end finds the wording that passes.
 *
 * Beyond the bounds nobody is asked, which is an abstention.
 */
export class ReviewAllowance {
  private running = 0;
  private readonly spent = new Map<string, Spent>();

  /** Begins a review; false where none may begin now. What has begun is to be ended. */
  begin(principal: string, nowMs: number): boolean {
    const known = this.spent.get(principal);
    const isFresh = known === undefined || nowMs >= known.sinceMs + MINUTE_MS;
    const { sinceMs, count } = isFresh ? { sinceMs: nowMs, count: 0 } : known;
    if (this.running >= REVIEW_ALLOWANCE.atOnce || count >= REVIEW_ALLOWANCE.perMinute) return false;
    this.running += 1;
    this.spent.delete(principal);
    this.spent.set(principal, { sinceMs, count: count + 1 });
    const [oldest] = this.spent.keys();
    if (this.spent.size > REVIEW_ALLOWANCE.principals && oldest !== undefined) this.spent.delete(oldest);
    return true;
  }

  end(): void {
    this.running -= 1;
  }
}
