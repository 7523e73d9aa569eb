import type { Clock } from '../../ports/clock.ts';

/**
 * The machine's clock, held so that it never goes back within a run: one that was set back stands still until it has caught
 * up.
 */
export function openSystemClock({ readMs = Date.now }: { readonly readMs?: () => number } = {}): Clock {
  let last = 0;
  const formatters = new Map<string, Intl.DateTimeFormat>();
  const dayOf = rememberDay();
  return {
    nowMs: () => (last = Math.max(last, readMs())),
    minuteOfDay: (atMs, timeZone) => minuteIn(atMs, formatterFor(formatters, timeZone)),
    dayOf,
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
      timer.unref();
      return () => clearTimeout(timer);
    },
    afterPending: (callback) => void setImmediate(callback),
  };
}

/** At most one formatter a zone is ever needed; policies name few. */
function formatterFor(formatters: Map<string, Intl.DateTimeFormat>, timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (formatters.size < 100) formatters.set(timeZone, made);
  return made;
}

/** Every day of every zone begins at a full quarter of an hour of UTC: within one it is the same day. */
const QUARTER_MS = 900_000;

/** Names the day of a moment, which is asked for with every decision and seldom changes. */
function rememberDay(): Clock['dayOf'] {
  const formatters = new Map<string, Intl.DateTimeFormat>();
  let last: { readonly quarter: number; readonly timeZone: string; readonly day: string } | null = null;
  return (atMs, timeZone) => {
    const quarter = Math.floor(atMs / QUARTER_MS);
    if (last?.quarter !== quarter || last.timeZone !== timeZone)
      last = { quarter, timeZone, day: dayFormatterFor(formatters, timeZone).format(atMs) };
    return last.day;
  };
}

/** Writes days as `YYYY-MM-DD`. */
function dayFormatterFor(formatters: Map<string, Intl.DateTimeFormat>, timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  if (formatters.size < 100) formatters.set(timeZone, made);
  return made;
}

function minuteIn(atMs: number, formatter: Intl.DateTimeFormat): number {
  let minutes = 0;
  for (const { type, value } of formatter.formatToParts(atMs)) {
    if (type === 'hour') minutes += Number(value) * 60;
    if (type === 'minute') minutes += Number(value);
  }
  return minutes;
}
