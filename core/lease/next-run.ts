import { RETRY_LIMITS } from '../retry/next-attempt.ts';

/** The wait before the first retry of a task; it doubles with each. Milliseconds. */
export const RUN_BACK_OFF_MS = 1_000;

/** What becomes of a task whose run ended before it was done. */
export type NextRun =
  | { readonly kind: 'retry'; readonly attempt: number; readonly waitMs: number }
  | { readonly kind: 'failed'; readonly reason: 'task-limit' | 'hourly-limit' };

/**
 * Says whether a task is tried again: three retries at most, ten of all tasks within the hour before, each after twice the wait
 * of the one before it.
 *
 * The hour is half-open: a retry that is exactly an hour old no longer counts.
 */
export function nextRun(
  { retries, retriedAtMs }: { readonly retries: number; readonly retriedAtMs: readonly number[] },
  nowMs: number,
): NextRun {
  if (!(retries < RETRY_LIMITS.perTask)) return { kind: 'failed', reason: 'task-limit' };
  const recent = retriedAtMs.filter((atMs) => !(nowMs - atMs >= RETRY_LIMITS.hourMs)).length;
  if (recent >= RETRY_LIMITS.perHour) return { kind: 'failed', reason: 'hourly-limit' };
  return { kind: 'retry', attempt: retries + 1, waitMs: RUN_BACK_OFF_MS * 2 ** retries };
}
