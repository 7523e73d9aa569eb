import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** One file of the dashboard as it is sent: as it is, and compressed where that is smaller. */
export type Page = {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly brotli: Uint8Array<ArrayBuffer> | null;
};

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

const MAX_FILES = 256;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads every file of a built dashboard into memory, by its path below the folder; null when it was not built.
 *
 * Nothing is read later: what is served is what stood there at start, and no path of a request ever reaches the disk. Files of
 * other types than a dashboard has are left out.
 */
export function readPages(directory: string): ReadonlyMap<string, Page> | null {
  if (!existsSync(join(directory, 'index.html'))) return null;
  const pages = new Map<string, Page>();
  let sizeBytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const plain = new Uint8Array(readFileSync(file));
    sizeBytes += plain.length;
    if (pages.size >= MAX_FILES || sizeBytes > MAX_BYTES) {
      throw new RangeError(`read the dashboard: want at most ${MAX_FILES} files of ${MAX_BYTES} bytes in all`);
    }
    pages.set(file.slice(directory.length + 1).replaceAll('\\', '/'), { type, plain, ...compressed(plain) });
  }
  return pages;
}

const MAX_UNCOMPRESSED = 512;

function compressed(plain: Uint8Array): Pick<Page, 'gzip' | 'brotli'> {
  if (plain.length <= MAX_UNCOMPRESSED) return { gzip: null, brotli: null };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return { gzip: new Uint8Array(gzipSync(plain)), brotli: new Uint8Array(brotliCompressSync(plain, { params })) };
}
