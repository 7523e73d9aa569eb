import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endOfExcess } from '../../core/sandbox/exit-signal.ts';
import { KeptBytes } from '../../core/sandbox/kept-bytes.ts';
import type { Excess, SandboxLimits } from '../../core/sandbox/sandbox-limits.ts';
import { tighterLimits } from '../../core/sandbox/tighter-limits.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { SandboxedProgram, SandboxedResult } from '../../ports/sandbox.ts';
import { closedStdio } from './closed-stdio.ts';
import type { LimitGroup } from './limit-group.ts';
import { endOfRunsc, type RunscEnd } from './program-end.ts';
import { OUTER_PATH } from './runsc-command.ts';
import { isEnded, kill, processesWith } from './sandbox-processes.ts';
import { makeStreams, type Streams } from './streams.ts';

/** A program as it is started. */
export type Starting = {
  /** What is started in its place, with all that belongs to it. */
  readonly words: readonly string[];
  /** Stands in the command line of every process that runsc starts for it, and of no other. */
  readonly mark: string;
  /** Of all processes of the sandbox, as the system names it. */
  readonly namespace: string;
  /** A file that is there once there is a kernel for it. */
  readonly startMark: string;
  /** A folder for its streams. */
  readonly streams: string;
  readonly program: SandboxedProgram;
  readonly limits: SandboxLimits;
  readonly group: LimitGroup | null;
};

/** A program that runs. */
export type Running = {
  readonly result: Promise<SandboxedResult>;
  /** Kills it with all that it started; its result names the first reason. */
  readonly end: (excess: Excess) => void;
  readonly hasEnded: () => boolean;
  /**
   * Lets it go once `write` has kept it on disk, which ends its processes; false where that failed, and it runs on. Its clock
   * stands still until `goOn`.
   */
  readonly keep: (write: () => Promise<boolean>) => Promise<boolean>;
  /** Continues what was kept, by other words than those that began it. */
  readonly goOn: (words: readonly string[]) => void;
};

/** What was kept: when its processes are gone, and the words that it goes on with, null for never. */
type Keeping = {
  readonly gone: Promise<void>;
  readonly isGone: () => void;
  readonly words: Promise<readonly string[] | null>;
  readonly decide: (words: readonly string[] | null) => void;
};

/** How often processor time and processes are looked at. */
const LOOK_MS = 50;
/** Of runsc for one program: what entered the namespaces, runsc, what serves its files, its kernel. */
const OWN_PROCESSES = 4;
/** How long its streams may stay open when all its processes are gone. */
const DRAIN_MS = 2_000;
const GONE_PAUSE_MS = 10;
const MAX_GONE_PAUSES = 1_000;
/** Enough of the error stream to see whether runsc itself failed. */
const FIRST_WORDS = 4_096;

/** Starts a program and looks after it until nothing of it is left. */
export function runProgram(starting: Starting): Running {
  const one = new ProgramRun(starting);
  return {
    result: one.run(),
    end: (excess) => one.endFor(excess),
    hasEnded: () => one.hasEnded,
    keep: (write) => one.keep(write),
    goOn: (words) => one.goOn(words),
  };
}

class ProgramRun {
  hasEnded = false;
  private readonly starting: Starting;
  private readonly stdout: KeptBytes;
  private readonly stderr: KeptBytes;
  private readonly wallMs: number;
  private readonly outputBytes: number;
  private readonly startedMs = performance.now();
  private child: ChildProcess | null = null;
  private excess: Excess | null = null;
  private printedBytes = 0;
  private firstWords = '';
  private keeping: Keeping | null = null;
  /** How runsc ended last; what its error stream says of that may still be on its way. */
  private last: Omit<RunscEnd, 'stderr'> | null = null;
  private wall: NodeJS.Timeout | null = null;
  private wallSinceMs = 0;
  private wallLeftMs: number;

  constructor(starting: Starting) {
    const { program, limits } = starting;
    this.starting = starting;
    this.stdout = new KeptBytes(program.keepBytes);
    this.stderr = new KeptBytes(program.keepBytes);
    const { wallMs, outputBytes } = tighterLimits(limits, program.limits);
    this.wallMs = wallMs;
    this.outputBytes = outputBytes;
    this.wallLeftMs = wallMs;
  }

  async run(): Promise<SandboxedResult> {
    const { signal } = this.starting.program;
    const stop = (): void => this.endFor('stopped');
    signal?.addEventListener('abort', stop, { once: true });
    this.startClock();
    const look = setInterval(() => this.look(), LOOK_MS);
    const end = await this.started();
    this.stopClock();
    clearInterval(look);
    signal?.removeEventListener('abort', stop);
    await this.endOfAll();
    const excess = this.excess ?? this.excessOf(end);
    this.hasEnded = true;
    return {
      end: excess === null ? end : excess === 'files' ? end : endOfExcess(excess, this.wallMs),
      excess,
      stdout: this.stdout.toText(textOf),
      stderr: this.stderr.toText(textOf),
      usage: this.usage(),
      accesses: [],
    };
  }

  endFor(excess: Excess): void {
    if (this.hasEnded) return;
    this.excess ??= excess;
    this.kill();
    this.keeping?.decide(null);
  }

  async keep(write: () => Promise<boolean>): Promise<boolean> {
    if (this.hasEnded || this.excess !== null) return true;
    const keeping = keepingOf();
    this.keeping = keeping;
    if (await write()) {
      await keeping.gone;
      this.stopClock();
      return true;
    }
    this.keeping = null;
    keeping.decide(null);
    return false;
  }

  goOn(words: readonly string[]): void {
    const { keeping } = this;
    if (keeping === null || this.hasEnded || this.excess !== null) return;
    this.keeping = null;
    this.startClock();
    keeping.decide(words);
  }

  private startClock(): void {
    this.wallSinceMs = performance.now();
    this.wall = setTimeout(() => this.endFor('wall'), this.wallLeftMs);
  }

  private stopClock(): void {
    if (this.wall === null) return;
    clearTimeout(this.wall);
    this.wall = null;
    this.wallLeftMs = Math.max(1, this.wallLeftMs - (performance.now() - this.wallSinceMs));
  }

  private async started(): Promise<CommandEnd> {
    const { program, streams: folder, startMark } = this.starting;
    const name = basename(dirname(startMark));
    const streams = await makeStreams(folder, { name, hasInput: program.input !== undefined });
    const drained = this.listen(streams);
    let words: readonly string[] | null = this.starting.words;
    while (words !== null) {
      await this.startedAs(words, streams);
      words = await this.goesOnWith();
    }
    // Whatever else holds the streams is killed, and is not waited for.
    this.kill();
    streams.giveAway();
    await Promise.race([drained, pause(DRAIN_MS)]);
    for (const one of [streams.stdin, streams.stdout, streams.stderr]) one?.destroy();
    return this.last === null
      ? { kind: 'not-started', why: 'runsc could not be started' }
      : endOfRunsc({ ...this.last, stderr: this.firstWords });
  }

  private startedAs([name = '', ...words]: readonly string[], { inside }: Streams): Promise<void> {
    const child = closedStdio(inside, (stdio) =>
      spawn(name, words, { cwd: '/', env: { PATH: OUTER_PATH }, detached: true, stdio: [...stdio] }),
    );
    this.child = child;
    if (this.excess !== null) this.kill();
    return new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('exit', (code, signal) => {
        this.last = { code, signal, wasStarted: existsSync(this.starting.startMark) };
        resolve();
      });
    });
  }

  /** Null where it ended and was not kept. */
  private async goesOnWith(): Promise<readonly string[] | null> {
    const { keeping } = this;
    keeping?.isGone();
    return keeping === null || this.excess !== null ? null : keeping.words;
  }

  private listen({ stdin, stdout, stderr }: Streams): Promise<unknown> {
    stdout.on('data', (chunk: Buffer) => this.take(this.stdout, chunk));
    stderr.on('data', (chunk: Buffer) => {
      if (this.firstWords.length < FIRST_WORDS) this.firstWords += chunk.toString('utf8').slice(0, FIRST_WORDS);
      this.take(this.stderr, chunk);
    });
    for (const one of [stdin, stdout, stderr]) one?.on('error', () => undefined);
    stdin?.end(Buffer.from(this.starting.program.input ?? []));
    return Promise.all(
      [stdout, stderr].map((one) => new Promise<void>((resolve) => one.once('close', () => resolve()))),
    );
  }

  private take(kept: KeptBytes, chunk: Buffer): void {
    kept.add(chunk);
    this.printedBytes += chunk.length;
    if (this.printedBytes > this.outputBytes) this.endFor('output');
  }

  private look(): void {
    const { group, limits } = this.starting;
    if (group === null) return;
    if ((group.cpuMs() ?? 0) > limits.cpuMs) this.endFor('cpu');
    if (group.processes() > limits.tasks + OWN_PROCESSES) this.endFor('tasks');
  }

  private kill(): void {
    const pid = this.child?.pid;
    if (pid !== undefined && !this.isReaped()) kill(pid);
    for (const one of processesWith(this.starting.mark, this.starting.namespace)) kill(one);
  }

  private isReaped(): boolean {
    return this.child?.exitCode !== null || this.child.signalCode !== null;
  }

  /** Nothing of it is left when this answers, but for what the kernel does not let go within ten seconds. */
  private async endOfAll(): Promise<void> {
    for (let pauses = 0; pauses < MAX_GONE_PAUSES; pauses++) {
      const left = processesWith(this.starting.mark, this.starting.namespace).filter((pid) => !isEnded(pid));
      if (left.length === 0) return;
      for (const one of left) kill(one);
      await pause(GONE_PAUSE_MS);
    }
  }

  /** What a bound did to it that nobody here did. */
  private excessOf(end: CommandEnd): Excess | null {
    const { group } = this.starting;
    if (end.kind === 'signalled' && end.signal === 'SIGXFSZ') return 'files';
    if (end.kind === 'exited' && end.exitCode === 0) return null;
    if ((group?.memoryKills() ?? 0) > 0) return 'memory';
    return end.kind !== 'exited' && (group?.refusedTasks() ?? 0) > 0 ? 'tasks' : null;
  }

  private usage(): SandboxedResult['usage'] {
    const { group } = this.starting;
    return {
      wallMs: Math.round(performance.now() - this.startedMs),
      cpuMs: group?.cpuMs() ?? null,
      peakMemoryBytes: group?.peakMemoryBytes() ?? null,
    };
  }
}

function keepingOf(): Keeping {
  const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
  const { promise: words, resolve: decide } = Promise.withResolvers<readonly string[] | null>();
  return { gone, isGone, words, decide };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
