import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { programProblem } from '../../core/sandbox/program-problem.ts';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import { notRun } from '../../ports/not-run.ts';
import {
  type CleanUpReport,
  type Sandbox,
  type SandboxChanges,
  SandboxError,
  type SandboxedProgram,
  type SandboxedResult,
  type SandboxSpec,
  type TerminalLaunch,
} from '../../ports/sandbox.ts';
import { endMarked, markedProcesses, RUN_MARK, signal } from './marked-processes.ts';
import { type Running, runUnheld } from './run-unheld.ts';
import type { Watchdog } from './watchdog.ts';

/** What it was made of. */
export type Made = {
  readonly spec: SandboxSpec<Socket>;
  /** Begins the mark of every process of it. */
  readonly mark: string;
  readonly watchdog: Watchdog;
  readonly onClosed: () => void;
};

type Words = Omit<SandboxedProgram, 'input' | 'signal'>;

/** A folder, then a program and its words. */
const IN_FOLDER = 'cd -- "$1" && shift && exec "$@"';
const LOOKS = 5;

/** Runs programs as they are: it names them, bounds their time and what they print, and ends them; it holds nothing. */
export class UnheldSandbox implements Sandbox {
  readonly id: string;
  readonly terminal = { launch: (program: Words): Promise<TerminalLaunch> => this.launch(program) };
  private readonly made: Made;
  private readonly running = new Set<Running>();
  private current: Sandbox['state'] = 'running';
  private count = 0;
  private closing: Promise<CleanUpReport> | null = null;

  constructor(made: Made) {
    this.made = made;
    this.id = made.spec.id;
  }

  get state(): Sandbox['state'] {
    return this.current;
  }

  async run(program: SandboxedProgram): Promise<SandboxedResult> {
    if (program.signal?.aborted === true) return notRun({ kind: 'stopped' }, 'stopped');
    const why = this.whyNot(program);
    if (why !== null) return notRun({ kind: 'not-started', why });
    const { limits } = this.made.spec;
    const running = runUnheld({
      program,
      cwd: this.folderOf(program),
      environment: this.environmentOf(program),
      mark: this.nextMark(),
      limits,
    });
    this.running.add(running);
    try {
      return await running.result;
    } finally {
      this.running.delete(running);
    }
  }

  async freeze(): Promise<void> {
    if (this.current !== 'running') return;
    this.current = 'frozen';
    this.signalAll('SIGSTOP');
  }

  async resume(): Promise<void> {
    if (this.current !== 'frozen') return;
    this.current = 'running';
    this.signalAll('SIGCONT');
  }

  async terminate(excess: Excess): Promise<void> {
    if (this.current === 'ended' || this.current === 'closed') return;
    this.current = 'ended';
    const all = [...this.running];
    for (const one of all) one.end(excess);
    await endMarked(this.made.mark);
    await Promise.all(all.map(({ result }) => result));
  }

  changes(): Promise<SandboxChanges> {
    return Promise.reject(
      new SandboxError('sandbox.no-copy', 'list changes: programs that nothing holds change files in place'),
    );
  }

  close(): Promise<CleanUpReport> {
    this.closing ??= this.closeNow();
    return this.closing;
  }

  private async closeNow(): Promise<CleanUpReport> {
    const startedMs = performance.now();
    await this.terminate('stopped');
    const processes = await endMarked(this.made.mark);
    this.made.watchdog.end();
    this.current = 'closed';
    this.made.onClosed();
    const durationMs = Math.round(performance.now() - startedMs);
    return { processes, mounts: [], groups: [], files: [], sockets: [], durationMs };
  }

  private async launch(program: Words): Promise<TerminalLaunch> {
    const why = this.whyNot(program);
    if (why !== null) throw new SandboxError('sandbox.ended', `start a program at a terminal: ${why}`);
    const argv = ['/bin/sh', '-c', IN_FOLDER, 'sh', this.folderOf(program), ...program.argv];
    return { argv, environment: { ...this.environmentOf(program), [RUN_MARK]: this.nextMark() }, inputs: [] };
  }

  private whyNot(program: Words): string | null {
    if (this.current !== 'running') return `the sandbox is ${this.current}`;
    const problem = programProblem(program.argv, program.environment ?? {});
    if (problem !== null) return problem;
    const isThere = statSync(this.folderOf(program), { throwIfNoEntry: false })?.isDirectory() === true;
    return isThere ? null : `found no folder ${JSON.stringify(this.folderOf(program).slice(0, 200))} to start it in`;
  }

  private folderOf({ cwd }: Words): string {
    return cwd ?? this.made.spec.folder;
  }

  private environmentOf({ environment }: Words): Readonly<Record<string, string>> {
    return { ...this.made.spec.environment, ...environment };
  }

  private nextMark(): string {
    this.count += 1;
    return `${this.made.mark}:${this.count}:`;
  }

  /** More than once: a process that was not stopped yet may have started another. */
  private signalAll(name: 'SIGSTOP' | 'SIGCONT'): void {
    for (let look = 0; look < LOOKS; look++) for (const one of markedProcesses(this.made.mark)) signal(one, name);
  }
}
