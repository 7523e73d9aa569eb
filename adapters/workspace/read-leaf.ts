import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import { errnoOf } from './files-failure.ts';
import type { Stamp } from './known-tree.ts';
import { nameIn, type Place, statIn } from './walk-place.ts';

const OPEN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
/** Another thing stands there since it was looked at: a link, nothing, a pipe without a reader. */
const REPLACED: readonly string[] = ['ENOENT', 'ELOOP', 'ENXIO', 'EINVAL', 'EISDIR'];
const SHARED_BYTES = 256 * 1024;
/** Times of whole seconds come from file systems that know no others; FAT knows only even ones. */
const COARSE_SETTLE_MS = 2_100;
/** The kernel's clock for files moves in ticks of up to 10 ms. */
const FINE_SETTLE_MS = 50;

/** What was read, or that the entry is no longer what it was. */
export type ReadLeaf =
  | {
      readonly ok: true;
      readonly content: Uint8Array;
      readonly stamp: Stamp;
      readonly mode: number;
      readonly isSettled: boolean;
    }
  | { readonly ok: false; readonly why: 'changed' | 'too large' };

/** Reads contents of files and links. Answers are valid until the next call: small files share one buffer. */
export type LeafReader = {
  file(parent: Place, name: string): ReadLeaf;
  link(parent: Place, name: string): ReadLeaf;
};

/**
 * Makes a reader for files of up to `maxFileBytes`.
 *
 * Never over a link, never waiting for a pipe. A file that changes while it is read is `changed`, not half of each.
 */
export function createLeafReader(maxFileBytes: number): LeafReader {
  const shared = Buffer.allocUnsafeSlow(SHARED_BYTES);
  return {
    file: (parent, name) => {
      const startedMs = Date.now();
      let file: number;
      try {
        file = openSync(nameIn(parent, name), OPEN_FILE);
      } catch (error) {
        if (REPLACED.includes(errnoOf(error))) return { ok: false, why: 'changed' };
        throw error;
      }
      try {
        const before = fstatSync(file);
        if (!before.isFile()) return { ok: false, why: 'changed' };
        if (before.size > maxFileBytes) return { ok: false, why: 'too large' };
        const content = readWhole(file, before.size, shared);
        if (content === null || !isSameStamp(toStamp(fstatSync(file)), toStamp(before)))
          return { ok: false, why: 'changed' };
        return toRead(content, before, startedMs);
      } finally {
        closeSync(file);
      }
    },
    link: (parent, name) => {
      const startedMs = Date.now();
      try {
        const before = statIn(parent, name);
        const content = readlinkSync(nameIn(parent, name), 'buffer');
        const after = statIn(parent, name);
        if (before === null || after === null || !isSameStamp(toStamp(before), toStamp(after)))
          return { ok: false, why: 'changed' };
        return toRead(content, before, startedMs);
      } catch (error) {
        if (REPLACED.includes(errnoOf(error))) return { ok: false, why: 'changed' };
        throw error;
      }
    },
  };
}

export function toStamp({ dev, ino, mtimeMs, ctimeMs, size }: Stats): Stamp {
  return { dev, ino, mtimeMs, ctimeMs, sizeBytes: size };
}

export function isSameStamp(one: Stamp, other: Stamp): boolean {
  return (
    one.ino === other.ino &&
    one.ctimeMs === other.ctimeMs &&
    one.mtimeMs === other.mtimeMs &&
    one.sizeBytes === other.sizeBytes &&
    one.dev === other.dev
  );
}

/**
 * True where whatever changes from `atMs` on must get another change time: enough time passed since the last change. Otherwise
 * two changes within one tick of the clock look alike, and the entry has to be read again ("racily clean", as git has it).
 */
export function isSettledAt({ ctimeMs }: Stamp, atMs: number): boolean {
  return atMs - ctimeMs > (ctimeMs % 1_000 === 0 ? COARSE_SETTLE_MS : FINE_SETTLE_MS);
}

function toRead(content: Uint8Array, stat: Stats, startedMs: number): ReadLeaf {
  const stamp = toStamp(stat);
  return { ok: true, content, stamp, mode: stat.mode & 0o7777, isSettled: isSettledAt(stamp, startedMs) };
}

/** The content; null where it is longer or shorter than it was said to be. */
function readWhole(file: number, sizeBytes: number, shared: Buffer): Uint8Array | null {
  const buffer = sizeBytes < shared.length ? shared : Buffer.allocUnsafeSlow(sizeBytes + 1);
  let length = 0;
  while (length <= sizeBytes) {
    const count = readSync(file, buffer, length, sizeBytes + 1 - length, null);
    if (count === 0) break;
    length += count;
  }
  return length === sizeBytes ? buffer.subarray(0, sizeBytes) : null;
}
