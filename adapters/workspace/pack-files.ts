import {
  closeSync,
  fdatasync,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StoreError } from '../../ports/store-error.ts';

const FULL_PACK_BYTES = 64 * 1024 * 1024;
const SPILL_BYTES = 1024 * 1024;
const ENDING = '.pack';

const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

/** Where bytes lie: the pack's number, and the offset in it. */
export type Place = { readonly pack: number; readonly offset: number };

/**
 * Bytes one after the other in few large files, so that ten thousand small contents cost one synchronisation and one inode.
 *
 * What `append` answers counts once `sync` was awaited and a database says what lies there; anything else in a pack is waste.
 */
export type PackFiles = {
  append(bytes: Uint8Array): Place;
  /** Makes everything appended before durable. After a failure the next bytes go to a new pack. */
  sync(): Promise<void>;
  /** Raises `store.corrupt` where the pack is missing or too short. */
  read(place: Place, sizeBytes: number): Uint8Array;
  /** Numbers and sizes of all packs; the one that is being written is given up as such first. */
  list(): readonly { readonly pack: number; readonly sizeBytes: number }[];
  remove(pack: number): void;
  close(): void;
};

type OpenPack = {
  readonly number: number;
  readonly file: number;
  sizeBytes: number;
  /** How much of it is known to be durable; what comes after may be cut off. */
  syncedBytes: number;
};

/** Opens the packs of a directory, and makes it where it is missing. Raises what the file system raises. */
export function openPackFiles(directory: string): PackFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const packs: Packs = { directory, current: null, buffer: [], bufferBytes: 0, ended: [], isFolderNew: true };
  let syncing: Promise<void> = Promise.resolve();
  return {
    append: (bytes) => orGiveUp(packs, () => append(packs, bytes)),
    // One at a time: a second would close files that the first still synchronises.
    sync: () => {
      const sync = syncing.then(() => syncNow(packs));
      syncing = sync.catch(() => undefined);
      return sync;
    },
    read: (place, sizeBytes) => readPack(pathOf(directory, place.pack), place.offset, sizeBytes),
    list: () => {
      orGiveUp(packs, () => endCurrent(packs));
      return numbersOf(directory).map((pack) => ({ pack, sizeBytes: statSync(pathOf(directory, pack)).size }));
    },
    remove: (pack) => rmSync(pathOf(directory, pack), { force: true }),
    close: () => giveUp(packs),
  };
}

type Packs = {
  readonly directory: string;
  current: OpenPack | null;
  /** Appended to the current pack, not yet given to the file system. */
  buffer: Uint8Array[];
  bufferBytes: number;
  /** Full packs that are not synchronised yet. */
  ended: OpenPack[];
  isFolderNew: boolean;
};

function append(packs: Packs, bytes: Uint8Array): Place {
  if (packs.current !== null && packs.current.sizeBytes >= FULL_PACK_BYTES) endCurrent(packs);
  if (packs.current === null) {
    packs.current = openNextPack(packs.directory);
    packs.isFolderNew = true;
  }
  const place = { pack: packs.current.number, offset: packs.current.sizeBytes };
  packs.current.sizeBytes += bytes.length;
  packs.buffer.push(bytes);
  packs.bufferBytes += bytes.length;
  if (packs.bufferBytes >= SPILL_BYTES) spill(packs);
  return place;
}

async function syncNow(packs: Packs): Promise<void> {
  orGiveUp(packs, () => spill(packs));
  const { ended, current } = packs;
  packs.ended = [];
  try {
    for (const pack of [...ended, ...(current === null ? [] : [current])]) {
      const { sizeBytes } = pack;
      await syncData(pack.file);
      pack.syncedBytes = sizeBytes;
    }
    if (packs.isFolderNew) await syncFolder(packs.directory);
    packs.isFolderNew = false;
  } catch (error) {
    packs.ended.push(...ended);
    giveUp(packs);
    throw error;
  }
  for (const pack of ended) closeSync(pack.file);
}

function spill(packs: Packs): void {
  const { current, buffer } = packs;
  [packs.buffer, packs.bufferBytes] = [[], 0];
  if (current !== null && buffer.length > 0) writeAll(current.file, Buffer.concat(buffer));
}

function endCurrent(packs: Packs): void {
  spill(packs);
  if (packs.current !== null) packs.ended.push(packs.current);
  packs.current = null;
}

/** After a failure nobody can say what is on the disk: what is not known to be there is cut off, what comes next goes to a new pack. */
function giveUp(packs: Packs): void {
  for (const pack of [...packs.ended, ...(packs.current === null ? [] : [packs.current])]) {
    try {
      ftruncateSync(pack.file, pack.syncedBytes);
    } catch {
      // It stays as waste; the next sweep removes it.
    }
    closeSync(pack.file);
  }
  Object.assign(packs, { current: null, buffer: [], bufferBytes: 0, ended: [] });
}

function orGiveUp<Value>(packs: Packs, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    giveUp(packs);
    throw error;
  }
}

/** A new pack after the last. Old ones are not continued: what a crash left at their end is not looked at. */
function openNextPack(directory: string): OpenPack {
  const number = Math.max(0, ...numbersOf(directory)) + 1;
  return { number, file: openSync(pathOf(directory, number), 'wx', 0o600), sizeBytes: 0, syncedBytes: 0 };
}

function numbersOf(directory: string): readonly number[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => Number(name.slice(0, -ENDING.length)))
    .filter(Number.isSafeInteger);
}

function pathOf(directory: string, pack: number): string {
  return join(directory, `${pack}${ENDING}`);
}

function readPack(path: string, offset: number, sizeBytes: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size < offset + sizeBytes)
      throw new StoreError('store.corrupt', 'read a content: found its pack cut short, want it whole');
    const bytes = Buffer.allocUnsafe(sizeBytes);
    for (let read = 0; read < sizeBytes; ) {
      const count = readSync(file, bytes, read, sizeBytes - read, offset + read);
      if (count === 0) throw new StoreError('store.corrupt', 'read a content: found its pack cut short, want it whole');
      read += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

async function syncFolder(path: string): Promise<void> {
  const folder = openSync(path, 'r');
  try {
    await syncAll(folder);
  } finally {
    closeSync(folder);
  }
}
