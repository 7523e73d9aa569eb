import { readdirSync, readFileSync } from 'node:fs';
import { isPassedOn } from '../../core/sandbox/passed-descriptors.ts';

/**
 * Descriptors of this process, above the error stream, that a program which it starts would get as well: whoever started this
 * process left them open, and they may lead anywhere. None where there is no `/proc`.
 */
export function inheritedDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((descriptor) => descriptor > 2 && isOpenToOthers(descriptor));
  } catch {
    return [];
  }
}

function isOpenToOthers(descriptor: number): boolean {
  try {
    return isPassedOn(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'));
  } catch {
    return false;
  }
}
