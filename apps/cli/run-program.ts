import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CliError } from './cli-error.ts';
import type { Context } from './command.ts';
import { EXIT_MEANINGS, type ExitCode } from './exit-code.ts';
import { type Program, programPath } from './paths.ts';

/**
 * Runs one of our other programs on the CLI's own streams until it ends, and ends as it does.
 *
 * With `isSilent` its standard output is dropped, with `collect` it is handed over part by part. An interrupt from the keyboard reaches the program too, being in the same process group; the CLI waits for it. A termination
 * signal to the CLI alone is handed on.
 */
export async function runProgram(
  program: Program,
  args: readonly string[],
  { environment, isSilent = false, collect }: Pick<Context, 'environment'> & Output,
): Promise<ExitCode> {
  const child = spawn(process.execPath, [...flagsFor(program), existingProgram(program), ...args], {
    stdio: ['inherit', collect === undefined ? (isSilent ? 'ignore' : 'inherit') : 'pipe', 'inherit'],
    cwd: environment.workDir,
    env: { ...allocatorFor(program), ...childVariables(environment) },
  });
  if (collect !== undefined) child.stdout?.setEncoding('utf8').on('data', collect);
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', ignore).on('SIGTERM', forward).on('SIGHUP', forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (cause) => reject(new CliError('failed', `start ${program}: ${cause.message}`, { cause })));
      child.once('close', (code) => resolve(exitCodeOf(code)));
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', forward).off('SIGHUP', forward);
  }
}

type Output = { readonly isSilent?: boolean; readonly collect?: (text: string) => unknown };

/** What each is for stands in decision 0063, with what was measured. */
const GATEWAY_FLAGS: readonly string[] = [
  '--max-semi-space-size=4',
  '--no-separate-gc-phases',
  '--no-maglev',
  '--v8-pool-size=1',
];

/**
 * The flags of Node that a program is started with. The gateway runs beside the work it guards: it needs a third less memory with a small
 * nursery that is also emptied while old objects are marked, and without the middle one of V8's three compilers; and it answers evenly with
 * one thread for V8's own work instead of four.
 */
export function flagsFor(program: Program): readonly string[] {
  return program === 'daemon/main' ? GATEWAY_FLAGS : [];
}

/**
 * How a program's allocator (that of glibc; others do not look) is told to give memory back: one pool for all of V8's threads,
 * and nothing kept that is free. The gateway needs 15 to 20 MB less with it. The operator's own variables go before.
 */
export function allocatorFor(program: Program): { readonly [name: string]: string } {
  if (program !== 'daemon/main') return {};
  return { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
}

/** Where a program is. Raises `failed` when this installation has no such file. */
export function existingProgram(program: Program): string {
  const path = programPath(program);
  if (existsSync(path)) return path;
  throw new CliError('failed', `start ${program}: no file ${path}, want a complete installation`, {
    remedies: ['Build or install the package again.'],
  });
}

/** The variables a program is started with: ours, and where we found state and configuration to be. */
export function childVariables(environment: Context['environment']): NodeJS.ProcessEnv {
  return {
    ...environment.variables,
    COUNTERSIGN_STATE: environment.stateDir,
    COUNTERSIGN_CONFIG: environment.configDir,
    ...(environment.plain ? { NO_COLOR: '1' } : {}),
  };
}

function ignore(): void {
  // The program itself answers the interrupt.
}

function exitCodeOf(code: number | null): ExitCode {
  const known = EXIT_MEANINGS.find((meaning) => meaning.code === code);
  return known?.code ?? 50;
}
