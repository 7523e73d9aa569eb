/** What is told of a channel's trouble, at which moment. */
type TroubleTold = (channel: string, reason: string) => void;

const EVERY_MS = 600_000;
const MAX_KEPT = 200;

/**
 * Tells of the same trouble of a channel once in ten minutes: a channel that asks every five seconds would fill the log with it.
 *
 * Another reason is told at once. Bounded: the oldest is forgotten for a new one.
 */
export function tellSeldom(tell: TroubleTold, nowMs: () => number): TroubleTold {
  const toldAtMs = new Map<string, number>();
  return (channel, reason) => {
    const trouble = JSON.stringify([channel, reason]);
    const before = toldAtMs.get(trouble);
    if (before !== undefined && nowMs() < before + EVERY_MS) return;
    toldAtMs.delete(trouble);
    toldAtMs.set(trouble, nowMs());
    for (const oldest of toldAtMs.keys()) if (toldAtMs.size > MAX_KEPT) toldAtMs.delete(oldest);
    tell(channel, reason);
  };
}
