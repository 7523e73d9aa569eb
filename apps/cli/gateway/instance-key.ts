import { existsSync, readFileSync } from 'node:fs';
import { instanceKeyFrom } from '../../../sdk/instance-proof.ts';
import { isSystemError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { statePaths } from '../paths.ts';
import { isSameOrigin } from './loopback.ts';

/** Tells whether an address is that of the gateway of this state directory, however it is spelled. */
export function isOwnAddress(address: string, environment: Pick<Environment, 'stateDir'>): boolean {
  const { address: file } = statePaths(environment);
  return existsSync(file) && isSameOrigin(readFileSync(file, 'utf8').trim(), address);
}

/** The key that the gateway of this state directory proves itself with; null where there is none that can be read. */
export function readInstanceKey(environment: Pick<Environment, 'stateDir'>): Uint8Array<ArrayBuffer> | null {
  try {
    return instanceKeyFrom(readFileSync(statePaths(environment).instanceKey, 'utf8'));
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
