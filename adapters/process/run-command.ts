import { type ChildProcess, type IOType, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { Writable } from 'node:stream';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { CommandContainment, HeldCommand } from '../../ports/command-containment.ts';
import type { CommandResult, CommandRunner, CommandSpec, StopSignal } from '../../ports/command-runner.ts';
import { inheritedDescriptors } from './inherited-descriptors.ts';
import { KeptOutput } from './kept-output.ts';
import { endTree, killTree, RUN_MARK } from './kill-tree.ts';

/** How long the pipes of a program that ended may stay open: whoever holds them then escaped, and is not waited for. */
const DRAIN_MS = 1_000;

/**
 * Runs programs as children of the gateway: with the environment they are given, in a process group of their own, within the
 * limits of the spec.
 *
 * With a containment, every program but the gateway's own is held to its folder where that is possible; a program that can be
 * held and then cannot be started so is not started. Every result says which it was.
 */
export function openProcessRunner({
  containment = null,
}: {
  readonly containment?: CommandContainment | null;
} = {}): CommandRunner {
  return {
    run: (spec) => run(spec, containment),
    contains: async (folder) =>
      containment === null ? { isContained: false, why: 'no sandbox is connected' } : containment.contains(folder),
  };
}

async function run(spec: CommandSpec, containment: CommandContainment | null): Promise<CommandResult> {
  const startedMs = performance.now();
  const stdout = new KeptOutput(spec.limits.outputBytes);
  const stderr = new KeptOutput(spec.limits.outputBytes);
  const holder = await holderOf(spec, containment);
  const end = whyNotRun(spec, holder) ?? (await runIn(spec, { streams: { stdout, stderr }, holder }));
  return {
    end,
    stdout: stdout.toOutput(),
    stderr: stderr.toOutput(),
    durationMs: Math.round(performance.now() - startedMs),
    contained: holder !== null,
  };
}

async function holderOf(
  { cwd, isOwn = false }: CommandSpec,
  containment: CommandContainment | null,
): Promise<CommandContainment | null> {
  if (containment === null || isOwn) return null;
  return (await containment.contains(cwd)).isContained ? containment : null;
}

/** A folder that is missing would look like a program that is. */
function whyNotRun(
  { argv, cwd, mustBeContained = false, signal }: CommandSpec,
  holder: CommandContainment | null,
): CommandEnd | null {
  if (mustBeContained && holder === null) return { kind: 'not-started', why: 'nothing contains it any more' };
  if (signal?.aborted === true) return { kind: 'stopped' };
  if (argv.length === 0) return { kind: 'not-started', why: 'it has no name' };
  try {
    return statSync(cwd).isDirectory() ? null : { kind: 'not-started', why: 'its folder is no folder' };
  } catch {
    return { kind: 'not-started', why: 'its folder cannot be read' };
  }
}

type Streams = { readonly stdout: KeptOutput; readonly stderr: KeptOutput };

async function runIn(
  spec: CommandSpec,
  { streams, holder }: { readonly streams: Streams; readonly holder: CommandContainment | null },
): Promise<CommandEnd> {
  const mark = randomUUID();
  if (holder === null) return runChild(plainly(spec, mark), { streams, spec, mark });
  let held: HeldCommand;
  try {
    held = await holder.hold(spec, { name: RUN_MARK, value: mark });
  } catch (error) {
    return { kind: 'not-started', why: error instanceof Error ? error.message : 'no sandbox could be made' };
  }
  const end = await runChild(held, { streams, spec, mark });
  const what = await held.release();
  return what === null ? held.endOf(end, streams.stderr.toOutput().text) : { kind: 'overstepped', what };
}

type Startable = Pick<HeldCommand, 'argv' | 'environment' | 'inputs'>;

function plainly({ argv, environment }: CommandSpec, mark: string): Startable {
  return { argv, environment: { ...environment, [RUN_MARK]: mark }, inputs: [] };
}

type ChildOf = { readonly streams: Streams; readonly spec: CommandSpec; readonly mark: string };

function runChild(startable: Startable, { streams, spec, mark }: ChildOf): Promise<CommandEnd> {
  let child: ChildProcess;
  try {
    child = start(startable, spec.cwd);
  } catch (error) {
    return Promise.resolve({ kind: 'not-started', why: codeOf(error) });
  }
  child.stdout?.on('data', (chunk: Buffer) => streams.stdout.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => streams.stderr.add(chunk));
  return endOf(child, { mark, timeoutMs: spec.limits.timeoutMs, signal: spec.signal }).then(async (end) => {
    // A program that ended by itself was looked after at its exit; one that was killed may have more to take along.
    if (end.kind === 'timed-out' || end.kind === 'stopped') await endTree(mark);
    return end;
  });
}

function start({ argv: [program = '', ...args], environment, inputs }: Startable, cwd: string): ChildProcess {
  const nothing = openSync(devNull, 'r');
  const stdio: (IOType | number)[] = ['ignore', 'pipe', 'pipe', ...inputs.map(() => 'pipe' as const)];
  for (const descriptor of inheritedDescriptors()) {
    while (stdio.length < descriptor) stdio.push('ignore');
    if (stdio.length === descriptor) stdio.push(nothing);
    else if (stdio[descriptor] === 'ignore') stdio[descriptor] = nothing;
  }
  const options = { cwd, env: environment, detached: true, stdio, shell: false, windowsHide: true } as const;
  const child = startWith(() => spawn(program, args, options), nothing);
  for (const [index, input] of inputs.entries()) {
    const stream = child.stdio[index + 3];
    if (!(stream instanceof Writable)) continue;
    // One that ended before it had read all says so by its end.
    stream.on('error', () => undefined);
    stream.end(input);
  }
  return child;
}

/** What the gateway itself was started with and left open is replaced by nothing in the program. */
function startWith(begin: () => ChildProcess, nothing: number): ChildProcess {
  try {
    return begin();
  } finally {
    closeSync(nothing);
  }
}

/** Settles once: when the program ended and its pipes are closed, at the time limit, when it is stopped, or could not start. */
function endOf(
  child: ChildProcess,
  {
    mark,
    timeoutMs,
    signal,
  }: { readonly mark: string; readonly timeoutMs: number; readonly signal: StopSignal | undefined },
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    let end: CommandEnd | null = null;
    let drain: NodeJS.Timeout | null = null;
    const kill = (): void => {
      if (child.pid !== undefined) killTree(child.pid, mark);
    };
    const finish = (): void => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', stop);
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
    const stop = (): void => settle({ kind: 'stopped' });
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true) stop();
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
