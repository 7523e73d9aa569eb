import { Buffer } from 'node:buffer';
import { type ChildProcess, type IOType, spawn } from 'node:child_process';
import { closeSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { KeptBytes } from '../../../core/sandbox/kept-bytes.ts';
import type { Excess, SandboxLimits } from '../../../core/sandbox/sandbox-limits.ts';
import { tighterLimits } from '../../../core/sandbox/tighter-limits.ts';
import type { CommandEnd } from '../../../core/verify/command-end.ts';
import { notRun } from '../../../ports/not-run.ts';
import type { FileAccess, SandboxedProgram, SandboxedResult } from '../../../ports/sandbox.ts';
import { OUTER_PATH } from '../inside-names.ts';
import { closedStdio, type Stdio } from './closed-stdio.ts';
import { markedGroup } from './marked-group.ts';
import { endOfProgram } from './program-end.ts';
import { readTrace } from './read-trace.ts';
import type { ProgramGroup } from './session-group.ts';
import { untilEmpty } from './session-processes.ts';
import { lookAfter, type Session } from './session-state.ts';
import { markOf, STATUS_DESCRIPTOR, type Start, startOf, whyNotStarted } from './start-program.ts';
import { closeWriters, type Pipe } from './streams.ts';
import { watchProgram } from './watch-program.ts';

/** How long streams of a program that is gone may stay open. */
const DRAIN_MS = 1_000;

/** Runs a program in a session to its end, and to the end of all that it started. Never rejects. */
export async function runProgram(session: Session, program: SandboxedProgram): Promise<SandboxedResult> {
  const startedMs = performance.now();
  const why = whyNotRun(session, program);
  if (why !== null) return notRun(why);
  if (program.signal?.aborted === true) return notRun({ kind: 'stopped' }, 'stopped');
  const name = `program-${session.uuid()}`;
  let group: ProgramGroup | null = null;
  try {
    group = session.group?.program(name) ?? markedGroup(name, session.spec.limits);
    const trace = session.spec.trace === 'all' ? join(session.stage.streams, name) : null;
    const run = new Run(session, { program, group, trace, name });
    const found = await run.result();
    const overstepped = await lookAfter(session);
    return {
      ...found,
      end: overstepped === null ? found.end : { kind: 'overstepped', what: overstepped },
      usage: { ...found.usage, wallMs: Math.round(performance.now() - startedMs) },
    };
  } catch (error) {
    return notRun({ kind: 'not-started', why: error instanceof Error ? error.message : 'it was refused' });
  } finally {
    void group?.remove();
  }
}

function whyNotRun({ state }: Session, program: SandboxedProgram): CommandEnd | null {
  const why = state === 'ended' || state === 'closed' ? 'its sandbox has ended' : whyNotStarted(program);
  return why === null ? null : { kind: 'not-started', why };
}

type Parts = {
  readonly program: SandboxedProgram;
  readonly group: ProgramGroup;
  readonly trace: string | null;
  readonly name: string;
};

/** One program while it runs. */
class Run {
  private readonly session: Session;
  private readonly parts: Parts;
  private readonly limits: SandboxLimits;
  private readonly kept: readonly [KeptBytes, KeptBytes];
  private outputBytes = 0;
  private status = '';
  private excess: Excess | null = null;
  private child: ChildProcess | null = null;

  constructor(session: Session, parts: Parts) {
    this.session = session;
    this.parts = parts;
    this.limits = tighterLimits(session.spec.limits, parts.program.limits);
    this.kept = [new KeptBytes(parts.program.keepBytes), new KeptBytes(parts.program.keepBytes)];
  }

  async result(): Promise<SandboxedResult> {
    const { session, parts } = this;
    const { group, trace, program } = parts;
    const start = startOf(session, { ...parts, hasTerminal: false });
    const pipes = await session.streams.pair();
    const drained = pipes.map((pipe, index) => this.drain(pipe, index));
    const end = (excess: Excess): void => this.end(excess);
    const onAbort = (): void => this.end('stopped');
    session.running.add(end);
    program.signal?.addEventListener('abort', onAbort, { once: true });
    const unwatch = watchProgram({
      group,
      limits: this.limits,
      directory: session.stage.path,
      isFrozen: () => session.state === 'frozen',
      onExcess: end,
    });
    try {
      const { exitCode, signal } = await this.run(start, pipes);
      await this.untilGone();
      await Promise.all(drained);
      const memoryKills = group.memoryKills();
      const [stdout, stderr] = [this.kept[0].toText(textOf), this.kept[1].toText(textOf)];
      const ending = {
        excess: this.excess,
        wallMs: this.limits.wallMs,
        exitCode,
        signal,
        status: this.status,
        memoryKills,
      };
      return {
        ...endOfProgram({ ...ending, stderr: stderr.text }),
        stdout,
        stderr,
        usage: { wallMs: 0, cpuMs: group.cpuMs(), peakMemoryBytes: group.peakMemoryBytes() },
        accesses: trace === null ? [] : takeTrace(trace, session.spec.folder),
      };
    } finally {
      unwatch();
      program.signal?.removeEventListener('abort', onAbort);
      session.running.delete(end);
    }
  }

  /** Ends it for a reason; the first one counts. */
  private end(excess: Excess): void {
    this.excess ??= excess;
    this.kill();
  }

  private kill(): void {
    this.parts.group.kill();
    // What stands around a program ends everything in it when it ends itself.
    this.child?.kill('SIGKILL');
  }

  private run(
    { words: [word = '', ...words], inputs }: Start,
    pipes: readonly [Pipe, Pipe],
  ): Promise<{ readonly exitCode: number | null; readonly signal: string | null }> {
    const { input } = this.parts.program;
    const stdin = input === undefined ? null : this.session.streams.input(input);
    try {
      const stdio: Stdio = [
        stdin ?? 'ignore',
        pipes[0].writer,
        pipes[1].writer,
        ...inputs.map((): IOType => 'pipe'),
        'pipe',
      ];
      const child = closedStdio(stdio, {
        inherited: this.session.inherited,
        start: (all) =>
          spawn(word, words, {
            cwd: '/',
            env: { PATH: OUTER_PATH, ...markOf(this.session, this.parts.name) },
            stdio: [...all],
            detached: true,
          }),
      });
      this.child = child;
      for (const [index, bytes] of inputs.entries()) feed(child.stdio[index + 3], bytes);
      const status = child.stdio.at(STATUS_DESCRIPTOR);
      if (status instanceof Readable)
        status.on('data', (chunk: Buffer) => (this.status = (this.status + chunk.toString('latin1')).slice(0, 4_096)));
      if (this.excess !== null) this.kill();
      return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', () => this.parts.group.kill());
        child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
      });
    } finally {
      closeWriters(pipes);
      if (stdin !== null) closeSync(stdin);
    }
  }

  /** A process that nobody waited for is ended with the program; its going takes a moment. */
  private async untilGone(): Promise<void> {
    const { group } = this.parts;
    group.kill();
    await untilEmpty(group.processes);
  }

  private drain({ reader }: Pipe, index: number): Promise<void> {
    const kept = this.kept[index];
    return new Promise((resolve) => {
      const late = (): void => {
        setTimeout(() => reader.destroy(), DRAIN_MS).unref();
      };
      reader.on('data', (chunk: Buffer) => {
        kept?.add(chunk);
        this.outputBytes += chunk.length;
        if (this.outputBytes > this.limits.outputBytes && this.excess === null) this.end('output');
        if (this.excess !== null) late();
      });
      reader.on('error', () => undefined);
      reader.once('close', resolve);
    });
  }
}

function feed(stream: unknown, bytes: Uint8Array): void {
  if (!(stream instanceof Writable)) return;
  // One that ended before it had read all says so by its end.
  stream.on('error', () => undefined);
  stream.end(bytes);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function takeTrace(path: string, folder: string): readonly FileAccess[] {
  try {
    return readTrace(readFileSync(path, 'utf8'), folder);
  } catch {
    return [];
  } finally {
    rmSync(path, { force: true });
  }
}
