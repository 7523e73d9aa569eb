import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isJsonObject } from '../../core/encoding/json.ts';
import type { BrokerResult, PackageReader, PackedPackage } from '../../ports/secret-brokers.ts';

const LARGEST_FILE = 50_000_000;
const LARGEST_UNPACKED = 500_000_000;
const LARGEST_MANIFEST = 1_000_000;
const BLOCK = 512;
const MANIFEST = 'package/package.json';

/** Reads packages that `npm pack` made: a gzip of a tar whose `package/package.json` names them. Nothing is unpacked to disk. */
export function openPackageReader(): PackageReader {
  return { read: async (root, path) => readPackage(root, path) };
}

function readPackage(root: string, path: string): BrokerResult<PackedPackage> {
  const refuse = (found: string): BrokerResult<PackedPackage> => ({
    ok: false,
    failure: `read package ${path.slice(0, 200)}: found ${found}, want a file that npm pack made, inside the workspace`,
  });
  const bytes = readInside(root, path);
  if (bytes === null) return refuse('none');
  const manifest = manifestOf(bytes);
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

function readInside(root: string, path: string): Buffer | null {
  try {
    const real = realpathSync(root);
    const file = realpathSync(join(real, path));
    const stats = statSync(file);
    if (!file.startsWith(real + sep) || !stats.isFile() || stats.size > LARGEST_FILE) return null;
    return readFileSync(file);
  } catch {
    return null;
  }
}

function manifestOf(bytes: Buffer): string | null {
  try {
    return fileIn(gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED }), MANIFEST);
  } catch {
    return null;
  }
}

/** One file of a tar (POSIX ustar), the first of its name; null where it is missing, too large or cut. */
function fileIn(tar: Buffer, wanted: string): string | null {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const name = text(tar, at, 100);
    if (name === '') return null;
    const size = Number.parseInt(text(tar, at + 124, 12).trim(), 8);
    if (!(size >= 0)) return null;
    const start = at + BLOCK;
    if (name === wanted && size <= LARGEST_MANIFEST && start + size <= tar.length)
      return tar.subarray(start, start + size).toString('utf8');
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function text(tar: Buffer, start: number, length: number): string {
  const field = tar.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
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
