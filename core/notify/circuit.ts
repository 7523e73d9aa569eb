/** Whether a channel is tried: after three failures in a row it is left alone for a while, longer each time. */
export type Circuit = {
  /** Failures since the last success. */
  readonly failures: number;
  /** Until when nothing is tried, in milliseconds since 1970. */
  readonly openUntilMs: number;
};

/** A channel that nothing is known against. */
export const CLOSED_CIRCUIT: Circuit = { failures: 0, openUntilMs: 0 };

const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 300_000;

/** The circuit after one more failure to reach the channel. */
export function noteUnreachable({ failures, openUntilMs }: Circuit, nowMs: number): Circuit {
  const more = failures + 1;
  if (more < FAILURES_TO_OPEN) return { failures: more, openUntilMs };
  const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(more - FAILURES_TO_OPEN, 10));
  return { failures: more, openUntilMs: nowMs + pauseMs };
}

/** Tells whether the channel is left alone now. */
export function isOpen({ openUntilMs }: Circuit, nowMs: number): boolean {
  return nowMs < openUntilMs;
}
