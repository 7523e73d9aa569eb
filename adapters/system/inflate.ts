import { inflateSync } from 'node:zlib';
import type { Inflate } from '../../core/diff/apply-binary.ts';

/** What `inflateSync` answers when it is asked for its engine too. */
type Inflated = { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };

/** Inflates with zlib (RFC 1950): no more than `maxBytes`, and nothing behind the end of the stream; null for anything else. */
export const inflate: Inflate = (deflated, maxBytes) => {
  try {
    const options = { maxOutputLength: Math.max(1, maxBytes), info: true };
    const { buffer, engine } = inflateSync(deflated, options) as unknown as Inflated;
    return engine.bytesWritten === deflated.length ? new Uint8Array(buffer) : null;
  } catch {
    return null;
  }
};
