import { crc32 } from './checksum.ts';

/** CRC-32 of keys that their owner printed in samples and tests of a public library: Google's for Firebase. */
const PUBLISHED: ReadonlySet<number> = new Set([
  0x0ba59aba, 0x3627aa84, 0x94bb94f9, 0xffddd189, 0x6159ac90, 0x6a4f7820, 0xfbc47221, 0x08394327, 0xafe8ff3e,
  0x6b66e8a8, 0x5c298136, 0x1f358cbe, 0x6b9463f8, 0x202f468f, 0x3c5d7fda, 0x7aa120d5,
]);
const LENGTH = 39;

/** Tells whether a key is one that its owner has published: it gives nothing away. Kept as checksums, so that nothing looks like a leak. */
export function isPublished(key: string): boolean {
  return key.length === LENGTH && PUBLISHED.has(crc32(key));
}
