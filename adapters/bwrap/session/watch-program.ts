import { statfsSync } from 'node:fs';
import type { Excess, SandboxLimits } from '../../../core/sandbox/sandbox-limits.ts';
import type { ProgramGroup } from './session-group.ts';

/** What is looked at while a program runs. */
export type Watched = {
  readonly group: ProgramGroup;
  readonly limits: Pick<SandboxLimits, 'wallMs' | 'cpuMs'>;
  /** Of the file system that changes are written to. */
  readonly directory: string;
  /** Time while everything is stopped does not count. */
  readonly isFrozen: () => boolean;
  /** Called once, with the first limit that was passed. */
  readonly onExcess: (excess: Excess) => void;
};

const LOOK_MS = 50;
/** A program that starts too many now and then goes on with fewer; a bomb is refused at once and without end. */
const MAX_REFUSALS = 2_000;
/** Each file is bounded, their number is not: a disk that is nearly full ends whoever writes. */
const LEAST_FREE_BYTES = 256 * 1024 ** 2;
const DISK_LOOKS = 10;

/** Watches a program until it is told to stop: its time, its processor, its memory, its processes, and the room on the disk. */
export function watchProgram({ group, limits, directory, isFrozen, onExcess }: Watched): () => void {
  let leftMs = limits.wallMs;
  let lookedAtMs = performance.now();
  let looks = 0;
  const look = (): void => {
    const nowMs = performance.now();
    if (!isFrozen()) leftMs -= nowMs - lookedAtMs;
    lookedAtMs = nowMs;
    looks += 1;
    const excess =
      leftMs <= 0 ? 'wall' : (excessOf(group, limits.cpuMs) ?? (looks % DISK_LOOKS === 0 ? full(directory) : null));
    if (excess === null) timer = setTimeout(look, Math.max(1, Math.min(LOOK_MS, leftMs)));
    else onExcess(excess);
  };
  let timer = setTimeout(look, Math.min(LOOK_MS, leftMs));
  return () => clearTimeout(timer);
}

function excessOf(group: ProgramGroup, cpuMs: number): Excess | null {
  if (group.memoryKills() > 0) return 'memory';
  if ((group.cpuMs() ?? 0) > cpuMs) return 'cpu';
  return group.tasksRefused() > MAX_REFUSALS ? 'tasks' : null;
}

function full(directory: string): Excess | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize < LEAST_FREE_BYTES ? 'files' : null;
  } catch {
    return null;
  }
}
