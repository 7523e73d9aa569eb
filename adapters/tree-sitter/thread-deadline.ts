/** Before so much time of the day has passed, this thread cannot have computed longer either, in milliseconds. */
const UNCLOCKED_MS = 2;

/**
 * Tells, whenever it is asked, whether this thread has computed for longer than a time since the deadline was opened; what else the
 * machine does is not counted. It may notice up to two milliseconds late.
 *
 * The time of the thread costs some microseconds to ask for, more than most texts take to parse: the first moments are measured by the
 * time of the day alone.
 */
export function openThreadDeadline(lastsMs: number): () => boolean {
  const openedMs = performance.now();
  let deadlineMs: number | null = null;
  return () => {
    if (deadlineMs !== null) return threadTimeMs() > deadlineMs;
    if (performance.now() - openedMs > UNCLOCKED_MS) deadlineMs = threadTimeMs() + lastsMs;
    return false;
  };
}

function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
