import type { AbortSignalLike } from '../../ports/notification-channel.ts';

/** Waits that long, or until one of the signals ends it. */
export function waitFor(durationMs: number, ...signals: readonly AbortSignalLike[]): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    for (const signal of signals) signal.addEventListener('abort', end, { once: true });
    if (signals.some(({ aborted }) => aborted)) end();
  });
}

/** Waits for the work, but no longer than that; the work goes on. The work never rejects. */
export async function waitAtMost(
  durationMs: number,
  work: Promise<unknown>,
  ...signals: AbortSignalLike[]
): Promise<void> {
  const done = new AbortController();
  void work.finally(() => done.abort());
  await waitFor(durationMs, done.signal, ...signals);
}
