import { openSystemClock } from '../../adapters/system/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';

/** A clock that stands still until it is moved; timers fire in order when it passes them. */
export type ManualClock = Clock & { advance(ms: number): Promise<void>; set(ms: number): void };

/** Makes a clock at an instant in milliseconds since 1970. */
export function manualClock(startMs = 1_790_000_000_000): ManualClock {
  let nowMs = startMs;
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  const system = openSystemClock();
  return {
    nowMs: () => nowMs,
    minuteOfDay: (atMs, timeZone) => system.minuteOfDay(atMs, timeZone),
    dayOf: (atMs, timeZone) => system.dayOf(atMs, timeZone),
    after: (delayMs, callback) => {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    afterPending: (callback) => void setImmediate(callback),
    set: (ms) => {
      nowMs = ms;
    },
    advance: async (ms) => {
      const until = nowMs + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= until).sort((first, second) => first.atMs - second.atMs)[0];
        if (next === undefined) break;
        nowMs = Math.max(nowMs, next.atMs);
        timers = timers.filter((timer) => timer !== next);
        next.callback();
        await settle();
      }
      nowMs = until;
      await settle();
    },
  };
}

/** Lets everything that is already under way finish: some turns of the event loop. */
export async function settle(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
