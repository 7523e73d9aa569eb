import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The variable that marks every process of one run, also those that left its group. */
export const RUN_MARK = 'COUNTERSIGN_RUN';

/** How often survivors are looked for: each round, those that were started while the last one looked. */
const MAX_ROUNDS = 10;

/** A process that is killed goes when the kernel gets to it: hundreds of them on a busy machine take a while. */
const GONE_PAUSE_MS = 10;
const MAX_GONE_PAUSES = 1_000;
/** One look can miss a process that is just becoming another program: it shows no environment then. */
const EMPTY_LOOKS = 2;

/**
 * Kills every process of a run: its group, and on Linux those that left it (`setsid`), found by the mark in their
 * environment. A process that cleared its environment and left its group escapes; only a sandbox holds that one.
 */
export function killTree(pid: number, mark: string): void {
  killGroup(pid);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const marked = markedProcesses(mark);
    if (marked.length === 0) return;
    for (const one of marked) kill(one);
  }
}

/** Kills what is left of a run until two looks in a row find nothing; waits for ten seconds at most. */
export async function endTree(mark: string): Promise<void> {
  let emptyLooks = 0;
  for (let pauses = 0; pauses < MAX_GONE_PAUSES; pauses++) {
    const marked = markedProcesses(mark);
    emptyLooks = marked.length === 0 ? emptyLooks + 1 : 0;
    if (emptyLooks === EMPTY_LOOKS) return;
    for (const one of marked) kill(one);
    await pause(GONE_PAUSE_MS);
  }
}

/** The living processes that carry the mark; none where there is no `/proc`. */
export function markedProcesses(mark: string): readonly number[] {
  const wanted = `${RUN_MARK}=${mark}`;
  return processes().filter((pid) => environmentOf(pid).split('\0').includes(wanted));
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^[0-9]+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** Empty for another user's process, one that is gone, and one that is only waiting to be collected. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function killGroup(pid: number): void {
  kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, or no longer ours.
  }
}
