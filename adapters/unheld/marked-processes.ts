import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The variable that tells the processes of a run, also those that left its group. */
export const RUN_MARK = 'COUNTERSIGN_RUN';

const GONE_PAUSE_MS = 10;
const MAX_GONE_PAUSES = 1_000;
/** One look can miss a process that is just becoming another program: it shows no environment then. */
const EMPTY_LOOKS = 2;

/** The living processes whose mark begins so; none where there is no `/proc`. */
export function markedProcesses(mark: string): readonly number[] {
  const wanted = `${RUN_MARK}=${mark}`;
  return processes().filter((pid) =>
    textOf(pid, 'environ')
      .split('\0')
      .some((one) => one.startsWith(wanted)),
  );
}

/** Kills every process with the mark until two looks in a row find none, for ten seconds at most; answers those that are left. */
export async function endMarked(mark: string): Promise<readonly number[]> {
  let emptyLooks = 0;
  for (let pauses = 0; pauses < MAX_GONE_PAUSES && emptyLooks < EMPTY_LOOKS; pauses++) {
    const marked = markedProcesses(mark);
    emptyLooks = marked.length === 0 ? emptyLooks + 1 : 0;
    for (const one of marked) signal(one, 'SIGKILL');
    if (emptyLooks < EMPTY_LOOKS) await pause(GONE_PAUSE_MS);
  }
  return markedProcesses(mark);
}

/** Sends a signal; to a group where the number is negative. What is gone is left alone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already, or no longer ours.
  }
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^[0-9]+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** Empty for another user's process, one that is gone, and one that is only waiting to be collected. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
