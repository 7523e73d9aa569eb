/** A moment for people, in local time: `2026-11-20 21:13:17`. */
export function formatTime(atMs: number): string {
  const at = new Date(atMs);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** How long something took or takes, in its two largest units: `250 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join([minutes, 'min'], [seconds % 60, 's']);
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? join([hours, 'h'], [minutes % 60, 'min'])
    : join([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

/** What is left until a deadline, as a countdown shows it: whole seconds, rounded up, `0:42`; `0:00` from the deadline on. */
export function formatCountdown(deadlineMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((deadlineMs - nowMs) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

type Amount = readonly [number, string];

function join(large: Amount, small: Amount): string {
  return small[0] === 0 ? large.join(' ') : [...large, ...small].join(' ');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
