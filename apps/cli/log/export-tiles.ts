import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeEntryBundle } from '../../../core/audit/entry-bundle.ts';
import {
  EMPTY_FRONTIER,
  type Frontier,
  frontierRoot,
  growFrontier,
  type TileCell,
} from '../../../core/audit/frontier.ts';
import { type ChangedTile, changedTiles, entryBundlePath, TILE_WIDTH, tilePath } from '../../../core/audit/tile.ts';
import { type TrustedCheckpoint, trustCheckpoint } from '../../../core/audit/trust-checkpoint.ts';
import { concatBytes, equalBytes } from '../../../core/encoding/bytes.ts';
import { toUtf8 } from '../../../core/encoding/utf8.ts';
import { CliError } from '../cli-error.ts';
import { makeFolder } from '../make-folder.ts';
import { merkle, verifySignature } from './crypto.ts';
import type { LogSource } from './log-source.ts';
import { type TrustedKeys, trustPolicyFor } from './trust-keys.ts';
import { writeFileAtomically } from './write-file.ts';

/** What an export wrote. */
export type ExportReport = {
  readonly size: number;
  /** Entries that were there from an earlier export. */
  readonly hadEntries: number;
  readonly files: number;
};

/** Where to, which keys to believe, and whom to tell how far it is. */
export type ExportOptions = {
  readonly directory: string;
  readonly keys: TrustedKeys;
  readonly onProgress?: (done: number, total: number) => void;
};

/**
 * Writes a log as static files that any web server can serve (c2sp.org/tlog-tiles), or continues an earlier export.
 *
 * The signed checkpoint is written last and replaced in one step: whoever reads meanwhile sees the earlier log whole, or the new one.
 * Nothing is exported that does not verify: `verificationFailed` when the entries do not give the signed root, or the directory holds
 * an export that this log does not continue.
 */
export function exportTiles(source: LogSource, { directory, keys, onProgress }: ExportOptions): ExportReport {
  const head = source.head();
  if (head === null)
    throw new CliError('failed', `export the log ${source.name}: it is empty, want at least one entry`);
  const trusted = trust(head.note, { keys, what: `the log ${source.name}` });
  const size = Number(trusted.checkpoint.size);
  const earlier = readEarlier(directory, { keys, trusted });
  const hadEntries = Number(earlier?.checkpoint.size ?? 0n);
  const writer = new TileWriter(directory, changedTiles(BigInt(hadEntries), BigInt(size)));
  let frontier: Frontier = EMPTY_FRONTIER;
  while (Number(frontier.size) < size) {
    const fromIndex = Number(frontier.size);
    const border = fromIndex < hadEntries ? hadEntries : size;
    const page = readPage(source, { fromIndex, limit: Math.min(PAGE_LIMIT, border - fromIndex), size });
    const grown = growFrontier(frontier, { leafHashes: page.map((entry) => merkle.leaf(entry)), merkle });
    frontier = grown.frontier;
    if (Number(frontier.size) === hadEntries) checkRoot(frontier, earlier, `continue the export in ${directory}`);
    writer.take({ fromIndex, entries: page, cells: grown.cells });
    onProgress?.(Number(frontier.size), size);
  }
  checkRoot(frontier, trusted, `export the log ${source.name}`);
  writer.finish();
  writeFileAtomically(join(directory, 'checkpoint'), head.note);
  return { size, hadEntries, files: writer.files + 1 };
}

/** A multiple of the tile width, so that pages and bundles begin together. */
const PAGE_LIMIT = 40 * TILE_WIDTH;

function trust(note: string, { keys, what }: { readonly keys: TrustedKeys; readonly what: string }): TrustedCheckpoint {
  const trusted = trustCheckpoint(note, { policy: trustPolicyFor(note, keys), verify: verifySignature });
  if (trusted.ok) return trusted.value;
  throw new CliError('verificationFailed', `export ${what}: ${trusted.failure}`);
}

function readEarlier(
  directory: string,
  { keys, trusted }: { readonly keys: TrustedKeys; readonly trusted: TrustedCheckpoint },
): TrustedCheckpoint | null {
  const path = join(directory, 'checkpoint');
  if (!existsSync(path)) return null;
  const earlier = trust(readFileSync(path, 'utf8'), { keys, what: `into ${directory}` });
  if (earlier.checkpoint.size <= trusted.checkpoint.size) return earlier;
  const found = `${earlier.checkpoint.size} entries there and ${trusted.checkpoint.size} here`;
  throw new CliError(
    'verificationFailed',
    `continue the export in ${directory}: ${found}; this log was cut or rolled back`,
  );
}

function readPage(
  source: LogSource,
  { fromIndex, limit, size }: { readonly fromIndex: number; readonly limit: number; readonly size: number },
): readonly Uint8Array[] {
  const entries = source.entries({ fromIndex, limit });
  if (entries.length === limit) return entries.map(({ text }) => toUtf8(text));
  const missing = fromIndex + entries.length;
  throw new CliError('verificationFailed', `export the log ${source.name}: entry ${missing} is missing, want ${size}`);
}

function checkRoot(frontier: Frontier, stated: TrustedCheckpoint | null, what: string): void {
  if (stated === null || equalBytes(frontierRoot(frontier, merkle), stated.checkpoint.root)) return;
  throw new CliError('verificationFailed', `${what}: the first ${frontier.size} entries do not give the signed root`, {
    remedies: ['See what is wrong: `countersign log verify`.'],
  });
}

type Taken = {
  readonly fromIndex: number;
  readonly entries: readonly Uint8Array[];
  readonly cells: readonly TileCell[];
};

/** Gathers entries and hashes until a tile or bundle that is to be written is whole, and writes it. */
class TileWriter {
  files = 0;
  private readonly directory: string;
  private readonly wanted = new Map<string, ChangedTile>();
  private readonly hashes = new Map<string, Uint8Array[]>();
  /** Bundles that are still to be written: exactly those whose tile of level 0 was. */
  private readonly bundles = new Map<bigint, number>();
  private bundle: Uint8Array[] = [];

  constructor(directory: string, wanted: readonly ChangedTile[]) {
    this.directory = directory;
    for (const tile of wanted) this.wanted.set(keyOf(tile.level, tile.index), tile);
  }

  take({ fromIndex, entries, cells }: Taken): void {
    for (const { level, index, hash } of cells) this.takeHash({ level, index, hash });
    for (const [offset, entry] of entries.entries()) {
      if ((fromIndex + offset) % TILE_WIDTH === 0) this.bundle = [];
      this.bundle.push(entry);
      this.writeBundle(BigInt(Math.floor((fromIndex + offset) / TILE_WIDTH)));
    }
  }

  finish(): void {
    if (this.wanted.size === 0) return;
    throw new CliError('internal', `export the log: ${this.wanted.size} tiles were not filled, want all of them`);
  }

  private takeHash({ level, index, hash }: TileCell): void {
    const tileIndex = index / BigInt(TILE_WIDTH);
    const tile = this.wanted.get(keyOf(level, tileIndex));
    if (tile === undefined) return;
    const hashes = this.hashes.get(keyOf(level, tileIndex)) ?? [];
    hashes.push(hash);
    this.hashes.set(keyOf(level, tileIndex), hashes);
    if (hashes.length < tile.width) return;
    this.write(tilePath(tile), concatBytes(hashes));
    this.hashes.delete(keyOf(level, tileIndex));
    this.wanted.delete(keyOf(level, tileIndex));
    if (level === 0) this.bundles.set(tileIndex, tile.width);
  }

  private writeBundle(index: bigint): void {
    const width = this.bundles.get(index);
    if (width === undefined || this.bundle.length < width) return;
    const encoded = encodeEntryBundle(this.bundle);
    if (!encoded.ok) throw new CliError('failed', `export the log: ${encoded.failure}`);
    this.write(entryBundlePath({ index, width }), encoded.value);
    this.bundles.delete(index);
  }

  /** A tile is never changed once the checkpoint that needs it is out, so only the checkpoint itself must be replaced in one step. */
  private write(name: string, bytes: Uint8Array): void {
    const path = join(this.directory, name);
    makeFolder(dirname(path), 0o777);
    writeFileSync(path, bytes);
    this.files++;
  }
}

function keyOf(level: number, index: bigint): string {
  return `${level}/${index}`;
}
