import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isJsonObject } from '../../core/encoding/json.ts';
import type { BrokerResult, PackageReader, PackedPackage } from '../../ports/secret-brokers.ts';
import { TarSearch } from './tar-search.ts';

const LARGEST_FILE = 50_000_000;
const LARGEST_UNPACKED = 500_000_000;
/** Of what is unpacked at a time. */
const PIECE_BYTES = 524_288;
const LARGEST_MANIFEST = 1_000_000;
const MANIFEST = 'package/package.json';
/** Packages that may wait to be read; what comes beyond is refused. */
const MOST_WAITING = 16;

/**
 * Reads packages that `npm pack` made: a gzip of a tar whose `package/package.json` names them. Nothing is unpacked to disk, and nothing
 * is held of what is unpacked: one package after another, piece by piece, so that a package made to be unpacked holds up nobody else.
 */
export function openPackageReader(): PackageReader {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    read: async (root, path) => {
      if (waiting >= MOST_WAITING)
        return { ok: false, failure: `read a package: ${MOST_WAITING} wait to be read, want fewer` };
      waiting += 1;
      const read = last.then(() => readPackage(root, path));
      last = read.catch(() => undefined);
      return read.finally(() => {
        waiting -= 1;
      });
    },
  };
}

async function readPackage(root: string, path: string): Promise<BrokerResult<PackedPackage>> {
  const refuse = (found: string): BrokerResult<PackedPackage> => ({
    ok: false,
    failure: `read package ${path.slice(0, 200)}: found ${found}, want a file that npm pack made, inside the workspace`,
  });
  const bytes = await readInside(root, path);
  if (bytes === null) return refuse('none');
  const manifest = await manifestOf(bytes);
  const parsed = manifest === null ? null : parseJson(manifest);
  if (manifest === null || !isJsonObject(parsed)) return refuse('no package.json');
  const { name, version } = parsed;
  if (!isPackageName(name) || !isVersion(version)) return refuse('no name and version');
  if (parsed['private'] === true) return refuse('a private package');
  const value = {
    name,
    version,
    manifest: JSON.stringify(parsed),
    sha1: createHash('sha1').update(bytes).digest('hex'),
    sha512: createHash('sha512').update(bytes).digest('base64'),
    content: bytes.toString('base64'),
    sizeBytes: bytes.length,
  };
  return { ok: true, value };
}

/** The file, whole; null for one that is not inside. What was opened must be what stands there by its real name: it may be swapped meanwhile. */
async function readInside(root: string, path: string): Promise<Buffer | null> {
  let handle: FileHandle | null = null;
  try {
    const real = await realpath(root);
    const file = await realpath(join(real, path));
    if (!file.startsWith(real + sep)) return null;
    // A pipe in its place must not be waited for.
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > LARGEST_FILE) return null;
    const named = await lstat(file);
    if ((await realpath(file)) !== file || named.ino !== stats.ino || named.dev !== stats.dev) return null;
    const bytes = Buffer.alloc(stats.size);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) return null;
      at += bytesRead;
    }
    return bytes;
  } catch {
    return null;
  } finally {
    await handle?.close();
  }
}

async function manifestOf(bytes: Buffer): Promise<string | null> {
  const search = new TarSearch(MANIFEST, LARGEST_MANIFEST);
  let unpacked = 0;
  try {
    for await (const chunk of Readable.from([bytes]).pipe(createGunzip({ chunkSize: PIECE_BYTES }))) {
      const piece = chunk as Buffer;
      unpacked += piece.length;
      const found = unpacked > LARGEST_UNPACKED ? null : search.take(piece);
      if (found !== undefined) return found;
    }
  } catch {
    // What does not unpack to its end may still not be published.
  }
  return null;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isPackageName(name: unknown): name is string {
  if (typeof name !== 'string' || name.length === 0 || name.length > 214) return false;
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  return parts.length === (name.startsWith('@') ? 2 : 1) && parts.every(isPlain);
}

function isVersion(version: unknown): version is string {
  return typeof version === 'string' && version.length <= 256 && isPlain(version.replaceAll('+', '-'));
}

function isPlain(part: string): boolean {
  return part !== '' && !part.startsWith('.') && [...part].every((character) => PLAIN.includes(character));
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~';
