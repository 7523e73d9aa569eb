import type { AttendanceWindow } from './policy.ts';

/** Minutes in a day. */
const DAY = 1_440;

/**
 * Tells whether a minute of the day lies in the window, half-open: open at `fromMinute`, closed at `toMinute`.
 *
 * A window whose end is before its start spans midnight; one whose ends are equal never opens. Null is always open. A minute
 * that no day has lies in no window.
 */
export function isWindowOpen(window: AttendanceWindow | null, minuteOfDay: number): boolean {
  if (window === null) return true;
  if (!isMinute(minuteOfDay)) return false;
  const { fromMinute, toMinute } = window;
  if (fromMinute <= toMinute) return minuteOfDay >= fromMinute && minuteOfDay < toMinute;
  return minuteOfDay >= fromMinute || minuteOfDay < toMinute;
}

/** Minutes until the window opens next, 0 when it is open; null when it never does, or for no minute of a day. */
export function minutesUntilOpen(window: AttendanceWindow | null, minuteOfDay: number): number | null {
  if (window === null || isWindowOpen(window, minuteOfDay)) return 0;
  if (window.fromMinute === window.toMinute || !isMinute(minuteOfDay)) return null;
  return (window.fromMinute - minuteOfDay + DAY) % DAY;
}

/** Writes a minute of the day as people do: `08:00`. */
export function formatMinute(minuteOfDay: number): string {
  const hours = String(Math.floor(minuteOfDay / 60)).padStart(2, '0');
  return `${hours}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

function isMinute(value: number): boolean {
  return value >= 0 && value < DAY;
}
