import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How often everything is looked at: what was started while the last look was taken is found by the next. */
const MAX_LOOKS = 50;
const EMPTY_PAUSES = 1_000;
const EMPTY_PAUSE_MS = 5;

/** Processes of this machine that have a namespace, by the name that the system gives it (`net:[4026532185]`). */
export function processesIn(namespace: string): readonly number[] {
  const kind = namespace.split(':', 1)[0] ?? '';
  return readdirSync('/proc').flatMap((name) =>
    /^[0-9]+$/.test(name) && linkOf(name, kind) === namespace ? [Number(name)] : [],
  );
}

/** Sends a signal to all processes of a namespace but some, until two looks find the same. */
export function signalAll(
  namespace: string,
  { signal, but }: { readonly signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'; readonly but: ReadonlySet<number> },
): void {
  let before = '';
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const found = processesIn(namespace).filter((pid) => !but.has(pid));
    for (const pid of found) send(pid, signal);
    const now = found.join();
    if (now === before) return;
    before = now;
  }
}

/** Waits, five seconds at most, until nobody is there; answers who still is. */
export async function untilEmpty(list: () => readonly number[]): Promise<readonly number[]> {
  for (let pauses = 0; pauses < EMPTY_PAUSES; pauses++) {
    if (list().length === 0) return [];
    await pause(pauses < 5 ? 1 : EMPTY_PAUSE_MS);
  }
  return list();
}

/** Null for a process that is gone, or only waits to be collected. */
function linkOf(pid: string, kind: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return null;
  }
}

function send(pid: number, signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
