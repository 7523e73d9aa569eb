/** Failures in a row after which a reviewer rests, and for how long. */
const MAX_FAILURES = 3;
const REST_MS = 30_000;

type Standing = { readonly failures: number; readonly restsUntilMs: number };

/**
 * Lets a reviewer rest that failed three times in a row, so that a dead endpoint does not hold every action up for its time-out.
 *
 * While it rests nobody answers for it: that is an abstention, and a human is asked.
 */
export class ReviewerBreakers {
  private readonly standings = new Map<string, Standing>();

  /** Whether a reviewer is not to be asked now. */
  isResting(name: string, nowMs: number): boolean {
    return nowMs < (this.standings.get(name)?.restsUntilMs ?? 0);
  }

  /** Takes note of how an attempt went. After a rest one more failure is enough for the next. */
  note(name: string, { failed, atMs }: { readonly failed: boolean; readonly atMs: number }): void {
    if (!failed) {
      this.standings.delete(name);
      return;
    }
    const failures = Math.min(MAX_FAILURES, (this.standings.get(name)?.failures ?? 0) + 1);
    this.standings.set(name, { failures, restsUntilMs: failures < MAX_FAILURES ? 0 : atMs + REST_MS });
  }
}
