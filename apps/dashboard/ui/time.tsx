import type { JSX } from 'preact';
import { countdown, nowMs, relative } from '../state/clock.ts';

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A time in words, with the whole time when one rests on it. */
export function Time({ atMs }: { readonly atMs: number }): JSX.Element {
  const date = new Date(atMs);
  return (
    <time dateTime={date.toISOString()} title={FORMAT.format(date)}>
      {relative(atMs, nowMs.value)}
    </time>
  );
}

/** A time of day, exact to the second. */
export function ClockTime({ atMs }: { readonly atMs: number }): JSX.Element {
  const date = new Date(atMs);
  const isToday = new Date(nowMs.value).toDateString() === date.toDateString();
  const shown = isToday
    ? date.toLocaleTimeString(undefined, { hour12: false })
    : date.toLocaleString(undefined, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      });
  return (
    <time class="mono" dateTime={date.toISOString()} title={FORMAT.format(date)}>
      {shown}
    </time>
  );
}

/** From here on it hurries: ten seconds, or a third of the time. */
const HURRY_MS = 10_000;
const HURRY_SHARE = 1 / 3;

/** What is left until a deadline. Readers are not told every second: the text is not live. */
export function Countdown({
  deadlineMs,
  fromMs,
}: {
  readonly deadlineMs: number;
  readonly fromMs: number;
}): JSX.Element {
  const left = deadlineMs - nowMs.value;
  const share = Math.max(0, Math.min(1, left / Math.max(1, deadlineMs - fromMs)));
  return (
    <span
      class={`countdown ${left < HURRY_MS || share < HURRY_SHARE ? 'hurry' : ''}`}
      role="timer"
      title={`Until ${FORMAT.format(new Date(deadlineMs))}; then it is denied`}
    >
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <circle cx="10" cy="10" r="8" />
        <circle
          class="left"
          cx="10"
          cy="10"
          r="8"
          pathLength="1"
          stroke-dasharray={`${share} 1`}
          transform="rotate(-90 10 10)"
        />
      </svg>
      <span class="sr-only">Time left: </span>
      {countdown(left)}
    </span>
  );
}
