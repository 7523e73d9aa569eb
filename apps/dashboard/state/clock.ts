import { signal } from '@preact/signals';

/** The time, to the second, for countdowns and "3 minutes ago". */
export const nowMs = signal(Date.now());

/** Lets the clock tick. */
export function startClock(): void {
  setInterval(() => {
    nowMs.value = Date.now();
  }, 1_000);
}

/** How long ago, or until when, in few words: `now`, `3 min ago`, `in 2 h`. */
export function relative(atMs: number, now: number): string {
  const seconds = Math.round((atMs - now) / 1_000);
  const size = Math.abs(seconds);
  if (size < 5) return 'now';
  const said = span(size);
  return seconds < 0 ? `${said} ago` : `in ${said}`;
}

/** A duration in few words: `12 s`, `3 min`, `2 h`, `5 d`. */
export function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** A countdown: `4:05`, `1:02:09`. */
export function countdown(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / 1_000));
  const [hours, minutes, seconds] = [Math.floor(left / 3_600), Math.floor(left / 60) % 60, left % 60];
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(seconds)}` : `${minutes}:${padded(seconds)}`;
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
