import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Writable } from 'node:stream';
import type { WireLaunch } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';

/** A program that was started at this terminal. */
export type Launched = {
  /** Its exit code, or 128 and the number of the signal that ended it, as shells say it. */
  readonly ended: Promise<number>;
  readonly kill: () => void;
};

/** What first comes after the three standard streams. */
const FIRST_INPUT = 3;

/**
 * Starts what the gateway prepared, with this process's own terminal: keys, resizes and job control are the program's. Interrupts of
 * the keyboard reach it directly; a termination of this process is handed on.
 */
export function launch({ argv: [program = '', ...args], environment, inputs }: WireLaunch): Launched {
  const child = spawn(program, args, {
    stdio: ['inherit', 'inherit', 'inherit', ...inputs.map(() => 'pipe' as const)],
    env: { ...environment },
  });
  feed(child, inputs);
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', ignore).on('SIGQUIT', ignore).on('SIGTERM', forward).on('SIGHUP', forward);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => reject(new CliError('failed', `start the program: ${cause.message}`, { cause })));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    process.off('SIGINT', ignore).off('SIGQUIT', ignore).off('SIGTERM', forward).off('SIGHUP', forward);
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}

function feed(child: ChildProcess, inputs: WireLaunch['inputs']): void {
  for (const [index, input] of inputs.entries()) {
    const stream = child.stdio[FIRST_INPUT + index];
    if (!(stream instanceof Writable)) continue;
    // A program that ended before it had read all says so by its end.
    stream.on('error', () => undefined);
    stream.end(Buffer.from(input, 'base64'));
  }
}

function ignore(): void {
  // The program itself answers the keyboard.
}
