import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KeptBytes } from '../../core/sandbox/kept-bytes.ts';
import type { Excess, SandboxLimits } from '../../core/sandbox/sandbox-limits.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import type { CommandOutput } from '../../ports/command-runner.ts';
import type { SandboxedProgram, SandboxedResult } from '../../ports/sandbox.ts';
import { closedStdio } from './closed-stdio.ts';
import type { LimitGroup } from './limit-group.ts';
import { endOfExcess, endOfRunsc } from './program-end.ts';
import { OUTER_PATH } from './runsc-command.ts';
import { isEnded, kill, processesWith } from './sandbox-processes.ts';
import { makeStreams, type Streams } from './streams.ts';

/** A program as it is started. */
export type Starting = {
  /** What is started in its place, with all that belongs to it. */
  readonly words: readonly string[];
  /** Stands in the command line of every process that runsc starts for it, and of no other. */
  readonly mark: string;
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
  return { result: one.run(), end: (excess) => one.endFor(excess), hasEnded: () => one.hasEnded };
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

  constructor(starting: Starting) {
    const { program, limits } = starting;
    this.starting = starting;
    this.stdout = new KeptBytes(program.keepBytes);
    this.stderr = new KeptBytes(program.keepBytes);
    this.wallMs = Math.min(limits.wallMs, program.limits?.wallMs ?? limits.wallMs);
    this.outputBytes = Math.min(limits.outputBytes, program.limits?.outputBytes ?? limits.outputBytes);
  }

  async run(): Promise<SandboxedResult> {
    const { signal } = this.starting.program;
    const stop = (): void => this.endFor('stopped');
    signal?.addEventListener('abort', stop, { once: true });
    const wall = setTimeout(() => this.endFor('wall'), this.wallMs);
    const look = setInterval(() => this.look(), LOOK_MS);
    const end = await this.started();
    clearTimeout(wall);
    clearInterval(look);
    signal?.removeEventListener('abort', stop);
    await this.endOfAll();
    const excess = this.excess ?? this.excessOf(end);
    this.hasEnded = true;
    return {
      end: excess === null ? end : excess === 'files' ? end : endOfExcess(excess, this.wallMs),
      excess,
      stdout: outputOf(this.stdout),
      stderr: outputOf(this.stderr),
      usage: this.usage(),
      accesses: [],
    };
  }

  endFor(excess: Excess): void {
    if (this.hasEnded) return;
    this.excess ??= excess;
    this.kill();
  }

  private async started(): Promise<CommandEnd> {
    const { words, program, streams: folder, startMark } = this.starting;
    const [name = '', ...rest] = words;
    const streams = await makeStreams(folder, { name: basename(dirname(startMark)), hasInput: program.input !== undefined });
    try {
      this.child = closedStdio(streams.inside, (stdio) =>
        spawn(name, rest, { cwd: '/', env: { PATH: OUTER_PATH }, detached: true, stdio: [...stdio] }),
      );
    } finally {
      streams.giveAway();
    }
    if (this.excess !== null) this.kill();
    return this.endOf(this.child, streams);
  }

  private endOf(child: ChildProcess, { stdin, stdout, stderr }: Streams): Promise<CommandEnd> {
    stdout.on('data', (chunk: Buffer) => this.take(this.stdout, chunk));
    stderr.on('data', (chunk: Buffer) => {
      if (this.firstWords.length < FIRST_WORDS) this.firstWords += chunk.toString('utf8').slice(0, FIRST_WORDS);
      this.take(this.stderr, chunk);
    });
    for (const one of [stdin, stdout, stderr]) one?.on('error', () => undefined);
    stdin?.end(Buffer.from(this.starting.program.input ?? []));
    const drained = Promise.all([stdout, stderr].map((one) => new Promise<void>((resolve) => one.once('close', () => resolve()))));
    return new Promise((resolve) => {
      child.once('error', (error) => {
        for (const one of [stdin, stdout, stderr]) one?.destroy();
        resolve({ kind: 'not-started', why: error.message });
      });
      child.once('exit', (code, signal) => {
        const wasStarted = existsSync(this.starting.startMark);
        // Whatever else holds the streams is killed, and is not waited for.
        this.kill();
        void Promise.race([drained, pause(DRAIN_MS)]).then(() => {
          for (const one of [stdin, stdout, stderr]) one?.destroy();
          resolve(endOfRunsc({ code, signal, stderr: this.firstWords, wasStarted }));
        });
      });
    });
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
    for (const one of processesWith(this.starting.mark)) kill(one);
  }

  private isReaped(): boolean {
    return this.child?.exitCode !== null || this.child.signalCode !== null;
  }

  /** Nothing of it is left when this answers, but for what the kernel does not let go within ten seconds. */
  private async endOfAll(): Promise<void> {
    for (let pauses = 0; pauses < MAX_GONE_PAUSES; pauses++) {
      const left = processesWith(this.starting.mark).filter((pid) => !isEnded(pid));
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

function outputOf(kept: KeptBytes): CommandOutput {
  const { head, tail, leftOutBytes, sizeBytes } = kept.toParts();
  if (leftOutBytes === 0) return { text: Buffer.concat([head, tail]).toString('utf8'), sizeBytes };
  const [first, last] = [head, tail].map((bytes) => Buffer.from(bytes).toString('utf8'));
  return { text: `${first}\n[${leftOutBytes} bytes left out]\n${last}`, sizeBytes };
}
