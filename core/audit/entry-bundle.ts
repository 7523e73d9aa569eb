import { fail, ok, type Result } from '../result.ts';
import { TILE_WIDTH } from './tile.ts';

/** Joins entries into a bundle: each is preceded by its length in two bytes. Fails when there are over 256 or one is above 65,535 bytes. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Result<Uint8Array, string> {
  if (entries.length > TILE_WIDTH)
    return fail(`write an entry bundle: ${entries.length} entries, want ${TILE_WIDTH} at most`);
  const long = entries.findIndex((entry) => entry.length > 0xffff);
  if (long >= 0)
    return fail(`write an entry bundle: entry ${long} has ${entries[long]?.length} bytes, want 65535 at most`);
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    bundle[offset] = entry.length >> 8;
    bundle[offset + 1] = entry.length & 255;
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return ok(bundle);
}

/** Cuts an entry bundle into its entries. Fails when it ends in the middle of an entry or holds more than 256. */
export function decodeEntryBundle(bundle: Uint8Array): Result<Uint8Array[], string> {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    const length = ((bundle[offset] as number) << 8) | (bundle[offset + 1] ?? 0);
    const end = offset + 2 + length;
    if (end > bundle.length)
      return fail(`read an entry bundle: entry ${entries.length} ends at byte ${end} of ${bundle.length}`);
    if (entries.length === TILE_WIDTH)
      return fail(`read an entry bundle: over ${TILE_WIDTH} entries, want ${TILE_WIDTH} at most`);
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return ok(entries);
}
