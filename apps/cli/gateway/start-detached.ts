import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CountersignClient } from '../../../sdk/client.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import type { Environment } from '../environment.ts';
import { EXIT, EXIT_MEANINGS } from '../exit-code.ts';
import { makeFolder } from '../make-folder.ts';
import { statePaths } from '../paths.ts';
import { allocatorFor, childVariables, existingProgram, flagsFor } from '../run-program.ts';

/** A gateway that runs in the background and answers. */
export type Started = { readonly address: string; readonly pid: number };

const POLL_MS = 50;
const START_LIMIT_MS = 30_000;
const SHOWN_LINES = 12;

/**
 * Starts a gateway that outlives the CLI, and answers once it is healthy.
 *
 * What it prints goes to the file `gateway.output` of the state directory. Raises what the gateway ended with when it did not come up.
 */
export async function startDetached(
  args: readonly string[],
  { environment, onSpawn }: Pick<Context, 'environment'> & { readonly onSpawn?: (pid: number) => void },
): Promise<Started> {
  const paths = statePaths(environment);
  makeFolder(paths.dir, 0o700);
  const output = openSync(paths.output, 'w', 0o600);
  const child = spawn(process.execPath, [...flagsFor('daemon/main'), existingProgram('daemon/main'), ...args], {
    detached: true,
    stdio: ['ignore', output, output],
    cwd: '/',
    env: { ...allocatorFor('daemon/main'), ...childVariables(environment) },
  });
  closeSync(output);
  if (child.pid !== undefined) onSpawn?.(child.pid);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? EXIT.failed));
    child.once('error', () => resolve(EXIT.failed));
  });
  child.unref();
  const stopLooking = new AbortController();
  try {
    const code = await Promise.race([
      ended,
      untilHealthy(environment, { pid: child.pid ?? 0, signal: stopLooking.signal }),
    ]);
    if (typeof code !== 'number') return code;
    throw endedEarly(code, readFileSync(paths.output, 'utf8'));
  } finally {
    stopLooking.abort();
  }
}

async function untilHealthy(
  environment: Environment,
  { pid, signal }: { readonly pid: number; readonly signal: AbortSignal },
): Promise<Started> {
  const paths = statePaths(environment);
  const limitMs = Date.now() + START_LIMIT_MS;
  while (Date.now() < limitMs && !signal.aborted) {
    await sleep(POLL_MS);
    const isOurs = existsSync(paths.pid) && readFileSync(paths.pid, 'utf8').trim() === String(pid);
    const address = isOurs && existsSync(paths.address) ? readFileSync(paths.address, 'utf8').trim() : null;
    if (address !== null && (await isHealthy(address))) return { address, pid };
  }
  throw new CliError('unreachable', `start the gateway: no answer within ${START_LIMIT_MS / 1_000} s`, {
    remedies: [`See what it printed: ${paths.output}`],
  });
}

/** Tells whether a gateway answers at an address. */
export async function isHealthy(address: string): Promise<boolean> {
  try {
    await new CountersignClient({ baseUrl: address, token: null, timeoutMs: 1_000 }).ping();
    return true;
  } catch {
    return false;
  }
}

function endedEarly(code: number, printed: string): CliError {
  const lines = printed.trim().split('\n').slice(-SHOWN_LINES);
  const known = EXIT_MEANINGS.find((meaning) => meaning.code === code)?.code ?? EXIT.failed;
  const kind = Object.entries(EXIT).find(([, value]) => value === known)?.[0] ?? 'failed';
  const message = `start the gateway: it ended with status ${code}\n  ${lines.join('\n  ')}`;
  return new CliError(kind === 'ok' ? 'failed' : (kind as Exclude<keyof typeof EXIT, 'ok'>), message);
}
