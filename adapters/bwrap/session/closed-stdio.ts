import type { IOType } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { coveredDescriptors, passedDescriptors } from '../../../core/sandbox/passed-descriptors.ts';

/** What a program gets as its descriptors, from 0 on. */
export type Stdio = readonly (IOType | 'ipc' | number)[];

/**
 * Starts a program with these descriptors and no other: what this process was itself started with and left open (`inherited`) leads
 * anywhere, and is replaced by nothing.
 */
export function closedStdio<Child>(
  wanted: Stdio,
  { inherited, start }: { readonly inherited: readonly number[]; readonly start: (stdio: Stdio) => Child },
): Child {
  const nothing = openSync(devNull, 'r');
  try {
    return start(coveredDescriptors(wanted, { inherited, nothing }));
  } finally {
    closeSync(nothing);
  }
}

/** Descriptors above the error stream that a program started here would get as well, in order; Node opens none like that itself. */
export function inheritedDescriptors(): readonly number[] {
  const place = '/proc/self/fdinfo';
  return passedDescriptors(readdirSync(place), (descriptor) => readFileSync(`${place}/${descriptor}`, 'latin1'));
}
