import { randomFillSync } from 'node:crypto';
import type { Randomness } from '../../ports/randomness.ts';

const POOL_BYTES = 8_192;

/** The operating system's randomness, drawn in blocks because a call for a few bytes costs as much as one for many. */
export function openSystemRandomness(): Randomness {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  const bytes = (length: number): Uint8Array => {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const taken = pool.slice(used, used + length);
    pool.fill(0, used, used + length);
    used += length;
    return taken;
  };
  let lastMs = 0;
  let counter = 0;
  return {
    bytes,
    uuid: (atMs) => {
      counter = atMs <= lastMs ? counter + 1 : 0;
      lastMs = Math.max(lastMs, atMs) + (counter > 0xfff ? 1 : 0);
      if (counter > 0xfff) counter = 0;
      return formatUuid(lastMs, counter, bytes(8));
    },
  };
}

/** UUIDv7 (RFC 9562 §5.7): 48 bits of time, a 12-bit counter (method 1 of §6.2), 62 random bits. */
function formatUuid(atMs: number, counter: number, random: Uint8Array): string {
  const time = atMs.toString(16).padStart(12, '0');
  const sequence = counter.toString(16).padStart(3, '0');
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = Buffer.from(random.buffer, random.byteOffset, random.byteLength).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
