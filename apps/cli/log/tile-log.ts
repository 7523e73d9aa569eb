import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '../../../core/audit/checkpoint.ts';
import { decodeEntryBundle } from '../../../core/audit/entry-bundle.ts';
import { divideNote } from '../../../core/audit/signed-note.ts';
import { cellsOfLevel, entryBundlePath, splitHashes, TILE_WIDTH, tilePath } from '../../../core/audit/tile.ts';
import { CliError } from '../cli-error.ts';
import type { LogSource, SourceEntry } from './log-source.ts';

/** The largest checkpoint, tile and bundle that is read; a larger file is no such thing. */
const MAX_FILE_BYTES = 256 * (2 + 65_535);

/**
 * Opens a log that was exported as static files (c2sp.org/tlog-tiles): `checkpoint`, `tile/…`, `tile/entries/…`.
 *
 * The size in the checkpoint says which files are read; whoever verifies must check it. Raises `failed` when there is no checkpoint, and
 * `verificationFailed` when it is none.
 */
export function openTileLog(directory: string): LogSource {
  const note = readText(join(directory, 'checkpoint'));
  if (note === null) {
    throw new CliError('failed', `open the log ${directory}: no file \`checkpoint\`, want an exported log`, {
      remedies: ['Make one: `countersign log export DIR`.'],
    });
  }
  const size = sizeOf(note, directory);
  const bundle = (tileIndex: number): readonly SourceEntry[] => {
    const width = widthAt(size, tileIndex);
    const path = (wide: number): string => join(directory, entryBundlePath({ index: BigInt(tileIndex), width: wide }));
    return decode(readBytes(path(width)) ?? readBytes(path(TILE_WIDTH)), tileIndex).slice(0, width);
  };
  const tile = (level: number, tileIndex: number): readonly Uint8Array[] => {
    const width = widthAt(Number(cellsOfLevel(BigInt(size), level)), tileIndex);
    const path = (wide: number): string => join(directory, tilePath({ level, index: BigInt(tileIndex), width: wide }));
    return splitHashes(readBytes(path(width)) ?? readBytes(path(TILE_WIDTH))) ?? [];
  };
  return {
    name: directory,
    hasLeafTiles: true,
    head: () => ({ note, beside: null }),
    entries: ({ fromIndex, limit }) => {
      const end = Math.min(size, fromIndex + limit);
      return collect({ fromIndex, end, read: bundle });
    },
    cells: ({ level, fromIndex, limit }) => {
      const found: (Uint8Array | null)[] = [];
      for (let at = fromIndex; at < fromIndex + limit; ) {
        const hashes = tile(level, Math.floor(at / TILE_WIDTH));
        const end = Math.min(fromIndex + limit, (Math.floor(at / TILE_WIDTH) + 1) * TILE_WIDTH);
        for (; at < end; at++) found.push(hashes[at % TILE_WIDTH] ?? null);
      }
      return found;
    },
    holdsPayload: () => null,
    close: () => undefined,
  };
}

function widthAt(cells: number, tileIndex: number): number {
  return Math.min(TILE_WIDTH, cells - tileIndex * TILE_WIDTH);
}

function sizeOf(note: string, directory: string): number {
  const divided = divideNote(note);
  const checkpoint = divided.ok ? parseCheckpoint(divided.value.text) : divided;
  if (!checkpoint.ok) throw new CliError('verificationFailed', `open the log ${directory}: ${checkpoint.failure}`);
  const size = Number(checkpoint.value.size);
  if (Number.isSafeInteger(size)) return size;
  throw new CliError('verificationFailed', `open the log ${directory}: size ${checkpoint.value.size}, want below 2^53`);
}

type Collecting = {
  readonly fromIndex: number;
  readonly end: number;
  readonly read: (tileIndex: number) => readonly SourceEntry[];
};

/** Reads bundle after bundle, up to the first entry that is missing. */
function collect({ fromIndex, end, read }: Collecting): readonly SourceEntry[] {
  const entries: SourceEntry[] = [];
  while (fromIndex + entries.length < end) {
    const at = fromIndex + entries.length;
    const bundle = read(Math.floor(at / TILE_WIDTH));
    const wanted = bundle.slice(at % TILE_WIDTH, (at % TILE_WIDTH) + end - at);
    entries.push(...wanted);
    if ((at % TILE_WIDTH) + wanted.length < Math.min(TILE_WIDTH, end - at + (at % TILE_WIDTH))) break;
  }
  return entries;
}

function decode(bytes: Uint8Array | null, tileIndex: number): readonly SourceEntry[] {
  const decoded = bytes === null ? null : decodeEntryBundle(bytes);
  if (decoded === null || !decoded.ok) return [];
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoded.value.map((entry, offset) => {
    const index = tileIndex * TILE_WIDTH + offset;
    try {
      return { index, text: utf8.decode(entry), leafHash: null };
    } catch {
      return { index, text: '', leafHash: null };
    }
  });
}

function readText(path: string): string | null {
  return readBytes(path)?.toString('utf8') ?? null;
}

function readBytes(path: string): Buffer | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  if (bytes.length <= MAX_FILE_BYTES) return bytes;
  throw new CliError('verificationFailed', `read ${path}: ${bytes.length} bytes, want at most ${MAX_FILE_BYTES}`);
}
