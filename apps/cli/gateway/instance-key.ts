import { existsSync, readFileSync } from 'node:fs';
import { isSystemError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { statePaths } from '../paths.ts';

/**
 * The key that the gateway of this state directory proves itself with, where the address is its own; null where nothing can be told: the
 * gateway is on another machine, behind TLS, or of another directory or user.
 */
export function instanceKeyFor(
  address: string,
  environment: Pick<Environment, 'stateDir'>,
): Uint8Array<ArrayBuffer> | null {
  const { instanceKey, address: file } = statePaths(environment);
  const isOurs = existsSync(file) && readFileSync(file, 'utf8').trim() === address;
  if (!isOurs || new URL(address).protocol !== 'http:') return null;
  try {
    return Uint8Array.from(Buffer.from(readFileSync(instanceKey, 'utf8').trim(), 'hex'));
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'EACCES')) return null;
    throw error;
  }
}
