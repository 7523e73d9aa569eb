import type { IOType } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { coveredDescriptors, isPassedOn } from '../../core/sandbox/passed-descriptors.ts';

type Stdio = readonly (IOType | 'ipc' | number)[];

/**
 * Starts a program with these descriptors and no other: what this process was itself started with and left open may lead
 * anywhere, and is replaced by nothing.
 */
export function closedStdio<Child>(wanted: Stdio, start: (stdio: Stdio) => Child): Child {
  const nothing = openSync(devNull, 'r');
  try {
    const inherited = inheritedFrom(wanted.length);
    return start(coveredDescriptors(wanted, { inherited, nothing }));
  } finally {
    closeSync(nothing);
  }
}

function inheritedFrom(first: number): readonly number[] {
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor >= first && isOpenToOthers(descriptor));
}

function isOpenToOthers(descriptor: number): boolean {
  try {
    return isPassedOn(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'));
  } catch {
    return false;
  }
}
