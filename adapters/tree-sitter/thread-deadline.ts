/**
 * Tells, whenever it is asked, whether this thread has computed for longer than a time since the deadline was opened; what else the
 * machine does is not counted.
 *
 * Before so much time of the day has passed the thread cannot have computed for longer either: its own clock costs several times as
 * much to ask, and is asked after that alone.
 */
export function openThreadDeadline(lastsMs: number): () => boolean {
  const openedMs = performance.now();
  const deadlineMs = threadTimeMs() + lastsMs;
  return () => performance.now() - openedMs > lastsMs && threadTimeMs() > deadlineMs;
}

function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
