/** At most `limit` things within any `windowMs`. */
export type RateLimit = { readonly limit: number; readonly windowMs: number };

/** How many messages a place gets: questions beyond go to the next channel, and here later. */
export const PLACE_RATE: RateLimit = { limit: 20, windowMs: 60_000 };

/** How many updates of one account are looked at; the rest are not answered. */
export const ACCOUNT_RATE: RateLimit = { limit: 30, windowMs: 60_000 };

/** How often an account that is paired with nobody is heard. */
export const STRANGER_RATE: RateLimit = { limit: 10, windowMs: 3_600_000 };

/** How often all accounts that are paired with nobody are heard together. */
export const STRANGERS_RATE: RateLimit = { limit: 60, windowMs: 3_600_000 };

/** How many refusals of one account are written to the log; the rest are only counted. */
export const REFUSAL_RATE: RateLimit = { limit: 10, windowMs: 60_000 };

/** The times that still count, and whether one more thing may happen now; if so, it is among them. */
export function takeTurn(
  times: readonly number[],
  nowMs: number,
  { limit, windowMs }: RateLimit,
): { readonly allowed: boolean; readonly times: readonly number[] } {
  const counting = times.filter((atMs) => atMs > nowMs - windowMs);
  if (counting.length >= limit) return { allowed: false, times: counting };
  return { allowed: true, times: [...counting, nowMs] };
}
