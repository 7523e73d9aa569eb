import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ProgramGroup } from './session-group.ts';
import { processesIn } from './session-processes.ts';

/** The variable of what stands around a program by which it is found where there are no control groups. Never the program's own. */
export const MARK = 'COUNTERSIGN_RUN';

/** Looking through all processes costs milliseconds; limits of whole seconds can wait. */
const LOOK_MS = 200;
/** `sysconf(_SC_CLK_TCK)` on every Linux of today (proc_pid_stat(5)). */
const TICK_MS = 10;
const PAGE_BYTES = 4_096;

/**
 * One program where no control group can be made: its processes are found by the mark of what stands around them and by their
 * namespace, and measured by looking. What lies between two looks is not seen.
 */
export function markedGroup(mark: string, { memoryBytes }: { readonly memoryBytes: number }): ProgramGroup {
  const outer = linkOf('self');
  let space: string | null = null;
  let measured = { atMs: Number.NEGATIVE_INFINITY, cpuMs: 0, peakMemoryBytes: 0 };
  const processes = (): readonly number[] => {
    const around = markedProcesses(mark);
    // Three levels: the machine's, the session's, and the program's own, whose first process has the mark.
    space ??= ownSpace(around, outer);
    return [...new Set([...around, ...(space === null ? [] : processesIn(space))])];
  };
  const measure = (): typeof measured => {
    const nowMs = performance.now();
    if (nowMs - measured.atMs < LOOK_MS) return measured;
    const found = processes().map(usageOf);
    const cpuMs = found.reduce((sum, one) => sum + one.cpuMs, 0);
    const memory = found.reduce((sum, one) => sum + one.memoryBytes, 0);
    measured = {
      atMs: nowMs,
      cpuMs: Math.max(measured.cpuMs, cpuMs),
      peakMemoryBytes: Math.max(measured.peakMemoryBytes, memory),
    };
    return measured;
  };
  return {
    entrances: [],
    processes,
    kill: () => {
      for (const pid of processes()) kill(pid);
    },
    cpuMs: () => measure().cpuMs,
    peakMemoryBytes: () => null,
    memoryKills: () => (measure().peakMemoryBytes > memoryBytes ? 1 : 0),
    tasksRefused: () => 0,
    remove: async () => undefined,
  };
}

function ownSpace(around: readonly number[], outer: string | null): string | null {
  const spaces = around.map((pid) => linkOf(String(pid))).filter((one) => one !== null && one !== outer);
  const names = [...new Set(spaces)];
  return names.length < 2 ? null : (spaces.at(-1) ?? null);
}

function markedProcesses(mark: string): readonly number[] {
  const wanted = `${MARK}=${mark}`;
  return readdirSync('/proc').flatMap((name) =>
    /^[0-9]+$/.test(name) && read(`/proc/${name}/environ`).split('\0').includes(wanted) ? [Number(name)] : [],
  );
}

/** Of a process and of those that it waited for: their time is in no other's. */
function usageOf(pid: number): { readonly cpuMs: number; readonly memoryBytes: number } {
  const text = read(`/proc/${pid}/stat`);
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
  return { cpuMs: ticks * TICK_MS || 0, memoryBytes: (fields[21] ?? 0) * PAGE_BYTES };
}

function linkOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
