import { readdirSync, readFileSync } from 'node:fs';
import { passedDescriptors } from '../../core/sandbox/passed-descriptors.ts';

/**
 * Descriptors of this process, above the error stream, that a program which it starts would get as well: whoever started this
 * process left them open, and they may lead anywhere. None where there is no `/proc`.
 */
export function inheritedDescriptors(): readonly number[] {
  try {
    const place = '/proc/self/fdinfo';
    return passedDescriptors(readdirSync(place), (descriptor) => readFileSync(`${place}/${descriptor}`, 'latin1'));
  } catch {
    return [];
  }
}
