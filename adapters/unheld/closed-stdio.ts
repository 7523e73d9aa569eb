import type { IOType } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { coveredDescriptors, passedDescriptors } from '../../core/sandbox/passed-descriptors.ts';

type Stdio = readonly (IOType | 'ipc' | number)[];

/**
 * Starts a program with these descriptors and no other: what this process was itself started with and left open may lead
 * anywhere, and is replaced by nothing.
 */
export function closedStdio<Child>(wanted: Stdio, start: (stdio: Stdio) => Child): Child {
  const nothing = openSync(devNull, 'r');
  try {
    return start(coveredDescriptors(wanted, { inherited: inheritedDescriptors(), nothing }));
  } finally {
    closeSync(nothing);
  }
}

function inheritedDescriptors(): readonly number[] {
  const place = '/proc/self/fdinfo';
  return passedDescriptors(readdirSync(place), (descriptor) => readFileSync(`${place}/${descriptor}`, 'latin1'));
}
