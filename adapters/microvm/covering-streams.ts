import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { passedDescriptors } from '../../core/sandbox/passed-descriptors.ts';

const MAX_DESCRIPTORS = 1_024;

/**
 * The streams of a process that gets nothing else: where we were started with something that we would pass on, it gets `nothing`
 * (an open descriptor of `/dev/null`). One above 1,023 is an error: it could not be covered.
 */
export function coveringStreams<Stream>(
  streams: readonly Stream[],
  nothing: number,
): readonly (Stream | 'ignore' | number)[] {
  const covering: (Stream | 'ignore' | number)[] = [...streams];
  for (const descriptor of inherited()) {
    if (descriptor >= MAX_DESCRIPTORS)
      throw new Error(
        `start a machine: found the inherited descriptor ${descriptor}, want at most ${MAX_DESCRIPTORS - 1}`,
      );
    while (covering.length < descriptor) covering.push('ignore');
    if (descriptor >= streams.length) covering[descriptor] = nothing;
  }
  return covering;
}

/** Something to cover with, for as long as a process is being started. */
export function withNothing<T>(use: (nothing: number) => T): T {
  const nothing = openSync('/dev/null', 'r+');
  try {
    return use(nothing);
  } finally {
    closeSync(nothing);
  }
}

function inherited(): readonly number[] {
  const place = '/proc/self/fdinfo';
  return passedDescriptors(readdirSync(place), (descriptor) => readFileSync(`${place}/${descriptor}`, 'latin1'));
}
