import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';

/**
 * Writes a whole file atomically and durably: readers see the old content or the new one, never a part, also after a loss of power.
 *
 * Makes missing directories. A mode holds for a new file and for a replaced one, less what the umask takes away; with the `Stats` of a
 * file, the new one has exactly its mode and, where we may set it, its owner.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, as: number | Stats = 0o644): void {
  const directory = dirname(path);
  makeFolder(directory, 0o777);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', typeof as === 'number' ? as : 0o600);
    try {
      if (typeof as !== 'number') become(file, as);
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function become(file: number, { mode, uid, gid }: Stats): void {
  // Only root may give files away; for anybody else the owner is right already or cannot be.
  if (process.getuid?.() === 0) fchownSync(file, uid, gid);
  fchmodSync(file, mode & 0o7777);
}
