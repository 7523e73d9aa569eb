import { readFileSync, statSync } from 'node:fs';
import { CliError, isSystemError } from '../cli-error.ts';

const LARGEST_LEASE = 65_536;

/** Reads the token of a lease from a file. Raises a usage error for a file that is none, or is too large to be one. */
export function readLease(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_LEASE)
      throw new CliError('usage', `read a lease: ${path} has ${size} bytes, want at most ${LARGEST_LEASE}`);
    const text = readFileSync(path, 'utf8').trim();
    if (text !== '' && [...text].every((character) => character > ' ' && character < '\x7f')) return text;
  } catch (error) {
    if (!isSystemError(error, 'ENOENT') && !isSystemError(error, 'EISDIR')) throw error;
  }
  throw new CliError('usage', `read a lease: ${path} holds no token of a lease, want a file with one`, {
    remedies: ['Make one: `countersign lease grant`, and narrow it: `countersign lease attenuate`.'],
  });
}
