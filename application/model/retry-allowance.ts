import { BACK_OFF_MS, RETRY_LIMITS } from '../../core/retry/next-attempt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';

/** A provider that asks for a longer wait is not waited for: its answer goes to the client. */
const MAX_WAIT_MS = 60_000;
const MAX_TASKS = 10_000;

/**
 * Says whether a model call that failed is tried again, and how long to wait first.
 *
 * At most three times in a row for a task, until one of its calls succeeds, and ten times within an hour for a principal. The waits
 * double, each shortened by chance by up to half so that agents do not come back all at once; a provider's `Retry-After` is the
 * least. Bounded; of the tasks and principals that were not heard of for longest nothing is known any more.
 */
export class RetryAllowance {
  private readonly inRow = new Map<string, number>();
  private readonly recent = new Map<string, readonly number[]>();
  private readonly ports: { readonly clock: Clock; readonly randomness: Randomness };

  constructor(ports: { readonly clock: Clock; readonly randomness: Randomness }) {
    this.ports = ports;
  }

  /** Milliseconds to wait before the next attempt, which is counted; null where there is to be none. */
  next(
    { task, principal }: { readonly task: string; readonly principal: string },
    retryAfterMs: number | null,
  ): number | null {
    const nowMs = this.ports.clock.nowMs();
    const before = this.inRow.get(task) ?? 0;
    const within = (this.recent.get(principal) ?? []).filter((atMs) => nowMs - atMs < RETRY_LIMITS.hourMs);
    if (before >= RETRY_LIMITS.perTask || within.length >= RETRY_LIMITS.perHour) return null;
    const waits = BACK_OFF_MS.AI ?? [0, 0, 0];
    const [byte = 0] = this.ports.randomness.bytes(1);
    const backOffMs = Math.round((waits[before] ?? 0) * (1 - byte / 510));
    const waitMs = Math.max(backOffMs, retryAfterMs ?? 0);
    if (waitMs > MAX_WAIT_MS) return null;
    keepNewest(this.inRow, task, before + 1);
    keepNewest(this.recent, principal, [...within, nowMs]);
    return waitMs;
  }

  /** A call of the task went well: the row of failures is over. */
  succeeded(task: string): void {
    this.inRow.delete(task);
  }
}

function keepNewest<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MAX_TASKS && oldest !== undefined) map.delete(oldest);
}
