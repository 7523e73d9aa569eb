import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes in a namespace of processes, as this machine numbers them; those that only wait to be buried do not count. */
export function processesIn(namespace: string): readonly number[] {
  return processes().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/pid`) === namespace && !isEnded(pid);
    } catch {
      return false;
    }
  });
}

/** Of the processes in a namespace those whose command line holds a word. */
export function processesWith(word: string, namespace: string): readonly number[] {
  return processesIn(namespace).filter((pid) => textOf(pid, 'cmdline').includes(word));
}

/** The first process below another; null where there is none. */
export function firstBelow(pid: number): number | null {
  const [first] = textOf(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean);
  return first === undefined ? null : Number(first);
}

/** Tells a process that is gone, or only waits to be buried. */
export function isEnded(pid: number): boolean {
  const text = textOf(pid, 'stat');
  return text === '' || ['Z', 'X'].includes(text.charAt(text.lastIndexOf(')') + 2));
}

/** Ends a process for good; one that is gone is left alone. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function processes(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^[0-9]+$/.test(name) ? [Number(name)] : []));
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
