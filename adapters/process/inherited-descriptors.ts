import { readdirSync, readFileSync } from 'node:fs';

/** `O_CLOEXEC` as fdinfo writes it (proc_pid_fdinfo(5)). */
const CLOSES_ON_EXEC = 0o2000000;

/**
 * Descriptors of this process, above the error stream, that a program which it starts would get as well: whoever started this
 * process left them open, and they may lead anywhere. None where there is no `/proc`.
 */
export function inheritedDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((descriptor) => descriptor > 2 && isPassedOn(descriptor));
  } catch {
    return [];
  }
}

function isPassedOn(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0;
  } catch {
    return false;
  }
}
