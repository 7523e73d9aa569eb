import { readFileSync } from 'node:fs';

/** Mounts of this process at or below a path (proc_pid_mountinfo(5)); paths as the system writes them. */
export function mountsBelow(path: string): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((at) => at === path || at.startsWith(`${path}/`));
}
