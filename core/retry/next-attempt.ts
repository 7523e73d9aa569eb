import { type EscalationReason, escalationMessage } from './escalation-message.ts';
import { type Failure, type FailurePrefix, isSecurityFinding, prefixOf } from './failure.ts';
import { type AttemptChanges, CHANGES, instructionsOf, STRATEGIES, type Strategy } from './strategy.ts';

/** Bounds of retrying (model §8), and how long a caller waits before each retry, by the sort of failure. */
export const RETRY_LIMITS = { perTask: 3, perHour: 10, hourMs: 3_600_000 } as const;

/** Milliseconds to wait before the first, second and third retry. What has none is never retried. */
export const BACK_OFF_MS: { readonly [Prefix in FailurePrefix]?: readonly [number, number, number] } = {
  VAL: [0, 0, 0],
  FS: [500, 2_000, 5_000],
  AI: [1_000, 2_000, 4_000],
  BLD: [0, 0, 0],
};

/** A retry that was made for the task, and the failure that it was for. */
export type PastRetry = { readonly strategy: Strategy; readonly failure: Failure };

/** What was tried so far. */
export type RetryHistory = {
  /** The retries of this task, in order. */
  readonly retries: readonly PastRetry[];
  /** When the requester made retries, for any task, in milliseconds since 1970. */
  readonly retriedAtMs: readonly number[];
};

/** What comes next. */
export type NextAttempt =
  | {
      readonly kind: 'retry';
      readonly strategy: Strategy;
      /** 1 to 3. */
      readonly number: number;
      /** What the model is told. */
      readonly instructions: string;
      readonly changes: AttemptChanges;
      readonly waitMs: number;
    }
  | { readonly kind: 'escalate'; readonly reason: EscalationReason; readonly message: string };

/**
 * Says what comes after a failed attempt: at most three retries, each with another strategy (say what was wrong; widen the
 * context; simplify and split), and then a person.
 *
 * Never retried: a finding of security, now or earlier in the task, and a failure that nobody knows. At most ten retries an
 * hour for one requester, the hour being half-open: one that is exactly an hour old no longer counts.
 *
 * Invariant: a retry never loosens anything. The output is checked by the same schema, the same gates and the same limits; what
 * changes is what the model is shown, and that it is asked for less.
 */
export function nextAttempt(
  history: RetryHistory,
  failure: Failure,
  { nowMs }: { readonly nowMs: number },
): NextAttempt {
  const before = history.retries.map((retry) => retry.failure);
  const escalate = (reason: EscalationReason): NextAttempt => ({
    kind: 'escalate',
    reason,
    message: escalationMessage(reason, { before, failure }),
  });
  if ([...before, failure].some(isSecurityFinding)) return escalate('security-finding');
  const waits = BACK_OFF_MS[prefixOf(failure.code) ?? 'SEC'];
  if (waits === undefined) return escalate('unknown-failure');
  const used = new Set(history.retries.map(({ strategy }) => strategy));
  const strategy = STRATEGIES.find((one) => !used.has(one));
  const number = history.retries.length + 1;
  if (strategy === undefined || number > RETRY_LIMITS.perTask) return escalate('task-limit');
  const recent = history.retriedAtMs.filter((atMs) => !(nowMs - atMs >= RETRY_LIMITS.hourMs)).length;
  if (recent >= RETRY_LIMITS.perHour) return escalate('hourly-limit');
  return {
    kind: 'retry',
    strategy,
    number,
    instructions: instructionsOf(strategy, failure),
    changes: CHANGES[strategy],
    waitMs: waits[number - 1] as number,
  };
}
