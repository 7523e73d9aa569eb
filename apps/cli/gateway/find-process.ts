import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Context } from '../command.ts';
import { statePaths } from '../paths.ts';

/** The process that the gateway's pid file names: alive and known to be a gateway, gone, or not to be told. */
export type FoundProcess =
  | { readonly state: 'gateway'; readonly pid: number }
  | { readonly state: 'none' | 'unknown'; readonly pid: number | null };

/**
 * Finds the gateway's process by its pid file.
 *
 * Process numbers are used again: one is taken for the gateway only when its command line names our program. Anything else must not be
 * sent a signal.
 */
export function findGatewayProcess({ environment }: Pick<Context, 'environment'>): FoundProcess {
  const { pid: file } = statePaths(environment);
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : 0;
  if (!Number.isSafeInteger(pid) || pid < 2) return { state: 'none', pid: null };
  const line = commandLineOf(pid);
  if (line === null) return { state: isAlive(pid) ? 'unknown' : 'none', pid };
  return isGateway(line) ? { state: 'gateway', pid } : { state: 'none', pid };
}

function isGateway(commandLine: string): boolean {
  return commandLine.includes('apps/daemon/main.ts') || commandLine.includes('apps/daemon/main.js');
}

/** Linux tells through /proc, other systems through ps; null when neither does. */
function commandLineOf(pid: number): string | null {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 });
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
