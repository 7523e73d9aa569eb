import type { IOType } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';

/** `O_CLOEXEC` as fdinfo writes it (proc_pid_fdinfo(5)). */
const CLOSES_ON_EXEC = 0o2000000;

type Stdio = readonly (IOType | 'ipc' | number)[];

/**
 * Starts a program with these descriptors and no other: what this process was itself started with and left open may lead
 * anywhere, and is replaced by nothing.
 */
export function closedStdio<Child>(wanted: Stdio, start: (stdio: Stdio) => Child): Child {
  const nothing = openSync(devNull, 'r');
  try {
    const stdio = [...wanted];
    for (const descriptor of inheritedFrom(wanted.length)) {
      while (stdio.length < descriptor) stdio.push('ignore');
      stdio[descriptor] = nothing;
    }
    return start(stdio);
  } finally {
    closeSync(nothing);
  }
}

function inheritedFrom(first: number): readonly number[] {
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor >= first && isPassedOn(descriptor))
    .sort((one, other) => one - other);
}

function isPassedOn(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0;
  } catch {
    return false;
  }
}
