import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { CommandResult, CommandRunner, CommandSpec } from '../../ports/command-runner.ts';
import { KeptOutput } from './kept-output.ts';
import { killTree, RUN_MARK } from './kill-tree.ts';

/** How long the pipes of a program that ended may stay open: whoever holds them then escaped, and is not waited for. */
const DRAIN_MS = 1_000;

/**
 * Runs programs as children of the gateway: with the environment they are given, in a process group of their own, within the
 * limits of the spec. Nothing contains them, and every result says so.
 */
export function openProcessRunner(): CommandRunner {
  return { run };
}

async function run(spec: CommandSpec): Promise<CommandResult> {
  const startedMs = performance.now();
  const stdout = new KeptOutput(spec.limits.outputBytes);
  const stderr = new KeptOutput(spec.limits.outputBytes);
  const end = whyNotIn(spec.cwd) ?? (await runChild(spec, { stdout, stderr }));
  return {
    end,
    stdout: stdout.toOutput(),
    stderr: stderr.toOutput(),
    durationMs: Math.round(performance.now() - startedMs),
    contained: false,
  };
}

/** A folder that is missing would look like a program that is. */
function whyNotIn(cwd: string): CommandEnd | null {
  try {
    return statSync(cwd).isDirectory() ? null : { kind: 'not-started', why: 'its folder is no folder' };
  } catch {
    return { kind: 'not-started', why: 'its folder cannot be read' };
  }
}

type Streams = { readonly stdout: KeptOutput; readonly stderr: KeptOutput };

function runChild(spec: CommandSpec, streams: Streams): Promise<CommandEnd> {
  const mark = randomUUID();
  let child: ChildProcess;
  try {
    child = start(spec, mark);
  } catch (error) {
    return Promise.resolve({ kind: 'not-started', why: codeOf(error) });
  }
  child.stdout?.on('data', (chunk: Buffer) => streams.stdout.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => streams.stderr.add(chunk));
  return endOf(child, { mark, timeoutMs: spec.limits.timeoutMs });
}

function start({ argv: [program = '', ...args], cwd, environment }: CommandSpec, mark: string): ChildProcess {
  return spawn(program, args, {
    cwd,
    env: { ...environment, [RUN_MARK]: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
  });
}

/** Settles once: when the program ended and its pipes are closed, or at the time limit, or when it could not start. */
function endOf(
  child: ChildProcess,
  { mark, timeoutMs }: { readonly mark: string; readonly timeoutMs: number },
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    let end: CommandEnd | null = null;
    let drain: NodeJS.Timeout | null = null;
    const kill = (): void => {
      if (child.pid !== undefined) killTree(child.pid, mark);
    };
    const finish = (): void => {
      clearTimeout(limit);
      if (drain !== null) clearTimeout(drain);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(end ?? { kind: 'not-started', why: 'it never started' });
    };
    const settle = (found: CommandEnd): void => {
      end ??= found;
      kill();
      drain ??= setTimeout(finish, DRAIN_MS);
    };
    const limit = setTimeout(() => settle({ kind: 'timed-out', afterMs: timeoutMs }), timeoutMs);
    child.once('error', (error) => {
      end ??= endOfError(error);
      finish();
    });
    child.once('exit', (code, signal) => settle(endOfExit(code, signal)));
    child.once('close', finish);
  });
}

function endOfExit(code: number | null, signal: string | null): CommandEnd {
  return code === null ? { kind: 'signalled', signal: signal ?? 'a signal' } : { kind: 'exited', exitCode: code };
}

function endOfError(error: Error): CommandEnd {
  const why = codeOf(error);
  return why === 'ENOENT' ? { kind: 'not-found' } : { kind: 'not-started', why };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'it was refused by the system';
}
