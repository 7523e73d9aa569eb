import { existsSync, readFileSync } from 'node:fs';

const MAX_PROCESSES = 1_000;

/** A process and all below it, as the system lists them now; empty where it is gone. */
export function processTree(pid: number): readonly number[] {
  const found = existsSync(`/proc/${pid}`) ? [pid] : [];
  for (let index = 0; index < found.length && found.length < MAX_PROCESSES; index += 1)
    found.push(...childrenOf(found[index] ?? 0));
  return found;
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Those that still run; a process that is only waited for does not. */
export function stillRunning(pids: readonly number[]): readonly number[] {
  return pids.filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return !['Z', 'X'].includes(stat.slice(stat.lastIndexOf(')') + 2)[0] ?? 'X');
    } catch {
      return false;
    }
  });
}
