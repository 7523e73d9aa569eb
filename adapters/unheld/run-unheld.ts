import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { endOfExcess } from '../../core/sandbox/exit-signal.ts';
import { KeptBytes } from '../../core/sandbox/kept-bytes.ts';
import type { Excess, SandboxLimits } from '../../core/sandbox/sandbox-limits.ts';
import { tighterLimits } from '../../core/sandbox/tighter-limits.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { SandboxedProgram, SandboxedResult } from '../../ports/sandbox.ts';
import { closedStdio } from './closed-stdio.ts';
import { endMarked, markedProcesses, RUN_MARK, signal } from './marked-processes.ts';

/** A program as it is started. */
export type Starting = {
  readonly program: SandboxedProgram;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of this run and no other. */
  readonly mark: string;
  readonly limits: SandboxLimits;
};

/** A program that runs. */
export type Running = {
  readonly result: Promise<SandboxedResult>;
  /** Kills it with all that it started; its result names the first reason. */
  readonly end: (excess: Excess) => void;
};

/** How long its streams may stay open when it ended: whoever holds them then escaped, and is not waited for. */
const DRAIN_MS = 1_000;

/** Starts a program as it is, and looks after it until nothing of it is left. */
export function runUnheld(starting: Starting): Running {
  const one = new UnheldRun(starting);
  return { result: one.run(), end: (excess) => one.endFor(excess) };
}

class UnheldRun {
  private readonly starting: Starting;
  private readonly stdout: KeptBytes;
  private readonly stderr: KeptBytes;
  private readonly wallMs: number;
  private readonly outputBytes: number;
  private readonly startedMs = performance.now();
  private child: ChildProcess | null = null;
  private excess: Excess | null = null;
  private printedBytes = 0;
  private hasEnded = false;

  constructor(starting: Starting) {
    const { program, limits } = starting;
    this.starting = starting;
    this.stdout = new KeptBytes(program.keepBytes);
    this.stderr = new KeptBytes(program.keepBytes);
    const { wallMs, outputBytes } = tighterLimits(limits, program.limits);
    this.wallMs = wallMs;
    this.outputBytes = outputBytes;
  }

  async run(): Promise<SandboxedResult> {
    const { program, mark } = this.starting;
    const stop = (): void => this.endFor('stopped');
    program.signal?.addEventListener('abort', stop, { once: true });
    const wall = setTimeout(() => this.endFor('wall'), this.wallMs);
    const end = await this.started();
    clearTimeout(wall);
    program.signal?.removeEventListener('abort', stop);
    await endMarked(mark);
    this.hasEnded = true;
    return {
      end: this.excess === null ? end : endOfExcess(this.excess, this.wallMs),
      excess: this.excess,
      stdout: this.stdout.toText(textOf),
      stderr: this.stderr.toText(textOf),
      usage: { wallMs: Math.round(performance.now() - this.startedMs), cpuMs: null, peakMemoryBytes: null },
      accesses: [],
    };
  }

  endFor(excess: Excess): void {
    if (this.hasEnded) return;
    this.excess ??= excess;
    this.kill();
  }

  private started(): Promise<CommandEnd> {
    const { program, cwd, environment, mark } = this.starting;
    const [name = '', ...words] = program.argv;
    const input = program.input === undefined ? 'ignore' : 'pipe';
    try {
      this.child = closedStdio([input, 'pipe', 'pipe'], (stdio) =>
        spawn(name, words, { cwd, env: { ...environment, [RUN_MARK]: mark }, detached: true, stdio: [...stdio] }),
      );
    } catch (error) {
      return Promise.resolve(endOfError(error));
    }
    if (this.excess !== null) this.kill();
    return this.endOf(this.child);
  }

  private endOf(child: ChildProcess): Promise<CommandEnd> {
    child.stdout?.on('data', (chunk: Buffer) => this.take(this.stdout, chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.take(this.stderr, chunk));
    child.stdin?.on('error', () => undefined).end(Buffer.from(this.starting.program.input ?? []));
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(endOfError(error)));
      child.once('exit', (code, by) => {
        this.kill();
        void Promise.race([closed, pause(DRAIN_MS)]).then(() => {
          child.stdout?.destroy();
          child.stderr?.destroy();
          resolve(code === null ? { kind: 'signalled', signal: by ?? 'SIGKILL' } : { kind: 'exited', exitCode: code });
        });
      });
    });
  }

  private take(kept: KeptBytes, chunk: Buffer): void {
    kept.add(chunk);
    this.printedBytes += chunk.length;
    if (this.printedBytes > this.outputBytes) this.endFor('output');
  }

  private kill(): void {
    const pid = this.child?.pid;
    if (pid !== undefined) signal(-pid, 'SIGKILL');
    for (const one of markedProcesses(this.starting.mark)) signal(one, 'SIGKILL');
  }
}

function endOfError(error: unknown): CommandEnd {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return { kind: 'not-found' };
  return { kind: 'not-started', why: typeof code === 'string' ? code : 'it was refused by the system' };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
