import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { HeldCommand } from '../../ports/command-containment.ts';
import type { FromInside, ToInside } from './inside/messages.ts';
import { LineReader } from './line-reader.ts';
import { copyProgram, PROGRAM } from './program-files.ts';

/** What starts the process that evaluates so that something holds it; null where its folder cannot be held, with the reason. */
export type Hold = (program: {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}) => Promise<Pick<HeldCommand, 'argv' | 'environment' | 'inputs' | 'release'>>;

/** One process that evaluates one request. */
export type Evaluator = {
  /** Null when it can be asked; otherwise why it never can. Never rejects. */
  readonly ready: Promise<string | null>;
  readonly send: (message: ToInside) => void;
  /** Takes over what it says from here on; null at its end, with what it wrote to its error stream. */
  readonly listen: (listener: (message: FromInside | null, why: string) => void) => void;
  /** Kills it and removes all that was made for it. Never rejects; may be called again. */
  readonly end: () => Promise<void>;
};

const READY_MS = 20_000;
/** A process that was killed is gone when the kernel gets to it. */
const GONE_MS = 10_000;
/** A message is text of at most 10,000,000 units, each six in JSON at worst. */
const MAX_LINE = 61_000_000;
const MAX_STDERR = 2_000;
/** An id without rights, for a process that an administrator starts. */
const NOBODY = 65_534;

/**
 * Starts a process that evaluates, in a folder of its own that holds its program and nothing else.
 *
 * Node's permission model takes files, programs, threads and native code from it; what else it must not have is for `hold`.
 */
export function startEvaluator(hold: Hold): Evaluator {
  const evaluator = new EvaluatorProcess();
  const ready = evaluator.start(hold).then(
    () => evaluator.isReady(),
    (error: unknown) => (error instanceof Error ? error.message : 'it could not be prepared'),
  );
  return {
    ready,
    send: (message) => evaluator.send(message),
    listen: (listener) => evaluator.listen(listener),
    end: () => evaluator.end(ready),
  };
}

class EvaluatorProcess {
  private folder: string | null = null;
  private child: ChildProcess | null = null;
  private release: () => Promise<unknown> = () => Promise.resolve();
  private exited: Promise<void> = Promise.resolve();
  private stderr = '';
  private listener: (message: FromInside | null, why: string) => void = () => undefined;
  private becameReady: (why: string | null) => void = () => undefined;
  private readonly readiness = new Promise<string | null>((resolve) => {
    this.becameReady = resolve;
  });
  private ending: Promise<void> | null = null;

  async start(hold: Hold): Promise<void> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-code-')));
    this.folder = folder;
    copyProgram(folder, process.getuid?.() === 0 ? NOBODY : null);
    const held = await hold({ argv: argvFor(folder), folder, environment: { TZ: 'UTC', LANG: 'C.UTF-8' } });
    this.release = held.release;
    const [program = '', ...args] = held.argv;
    const child = spawn(program, args, {
      cwd: folder,
      env: held.environment,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', ...held.inputs.map(() => 'pipe' as const)],
    });
    this.child = child;
    this.exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    this.connect(child, held.inputs);
  }

  async isReady(): Promise<string | null> {
    const late = pause(READY_MS, 'it took too long to start', { ref: false });
    return Promise.race([this.readiness, late]);
  }

  send(message: ToInside): void {
    this.child?.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  listen(listener: (message: FromInside | null, why: string) => void): void {
    this.listener = listener;
  }

  end(ready: Promise<unknown>): Promise<void> {
    this.kill();
    this.ending ??= ready.then(() => this.cleanUp());
    return this.ending;
  }

  private async cleanUp(): Promise<void> {
    this.kill();
    await Promise.race([this.exited, pause(GONE_MS, undefined, { ref: false })]);
    await this.release().catch(() => undefined);
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }

  private kill(): void {
    const pid = this.child?.pid;
    if (pid === undefined || this.child?.exitCode !== null || this.child.signalCode !== null) return;
    for (const target of [-pid, pid]) {
      try {
        process.kill(target, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
  }

  private connect(child: ChildProcess, inputs: readonly Uint8Array[]): void {
    for (const [index, input] of inputs.entries()) {
      const stream = child.stdio[index + 3];
      if (!(stream instanceof Writable)) continue;
      stream.on('error', () => undefined);
      stream.end(input);
    }
    // What ended before it was asked says so by its end.
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (this.stderr.length < MAX_STDERR) this.stderr += chunk.toString('utf8').slice(0, MAX_STDERR);
    });
    const lines = new LineReader(MAX_LINE);
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = lines.take(chunk);
      if (found === null) this.kill();
      else for (const line of found) this.hear(line);
    });
    child.once('error', (error) => this.lost(error.message));
    child.once('close', (code, signal) => this.lost(`it ended with ${signal ?? `exit code ${code}`}`));
  }

  /** What was said inside is somebody else's code at worst: what cannot be read or handled ends that process, never this one. */
  private hear(line: string): void {
    try {
      const message = JSON.parse(line) as FromInside | null;
      if (typeof message !== 'object' || message === null) this.kill();
      else if (message.kind === 'ready') this.becameReady(null);
      else this.listener(message, '');
    } catch {
      this.kill();
    }
  }

  private lost(how: string): void {
    const said = this.stderr.trim().split('\n', 1)[0] ?? '';
    const why = said === '' ? how : `${how}: ${said.slice(0, 300)}`;
    this.becameReady(why);
    this.listener(null, why);
  }
}

function argvFor(folder: string): readonly string[] {
  return [
    process.execPath,
    '--permission',
    `--allow-fs-read=${folder}`,
    '--max-old-space-size=256',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    join(folder, PROGRAM),
  ];
}
