import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SourceLanguage, SourceOutline } from '../../core/source/source-outline.ts';
import type { SourceReader } from '../../ports/source-reader.ts';

/** Largest text that is read, in code units. */
const MAX_TEXT_LENGTH = 2_097_152;
/** Longest time for one text by the clock, with starting the process and loading its grammar; the process is ended then. */
const MAX_READ_MS = 5_000;
/** How long the process is kept without anything to read. */
const MAX_IDLE_MS = 20_000;
/** Texts that may wait at once; another is answered null. */
const MAX_WAITING = 256;

/**
 * Memory of the process: a small heap, and WebAssembly kept to its baseline compiler, since the optimising one takes
 * hundreds of megabytes for the tables of a grammar.
 */
const FLAGS = ['--liftoff-only', '--optimize-for-size', '--max-old-space-size=256', '--no-warnings'];

type Waiting = {
  readonly language: SourceLanguage;
  readonly text: string;
  readonly answer: (outline: SourceOutline | null) => void;
};

/** Bounds that a test sets lower. */
export type SourceReaderOptions = { readonly maxReadMs?: number; readonly maxIdleMs?: number };

/**
 * Opens a reader of sources in a process of its own, which starts with the first text and ends when there is none for a
 * while: what a text does to a parser ends with the process, and the gateway's memory does not grow.
 *
 * The process has no environment and no output. Texts are read one after the other. An answer is null where a text is
 * longer than 2 Mi code units, takes longer than five seconds, or breaks the process; the next text has a new one.
 */
export function openSourceReader(options: SourceReaderOptions = {}): SourceReader {
  return new ProcessReader(options);
}

class ProcessReader implements SourceReader {
  private readonly maxReadMs: number;
  private readonly maxIdleMs: number;
  private readonly waiting: Waiting[] = [];
  private reading: Waiting | null = null;
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor({ maxReadMs = MAX_READ_MS, maxIdleMs = MAX_IDLE_MS }: SourceReaderOptions) {
    this.maxReadMs = maxReadMs;
    this.maxIdleMs = maxIdleMs;
  }

  read(language: SourceLanguage, text: string): Promise<SourceOutline | null> {
    if (this.isClosed || text.length > MAX_TEXT_LENGTH || this.waiting.length >= MAX_WAITING)
      return Promise.resolve(null);
    return new Promise((answer) => {
      this.waiting.push({ language, text, answer });
      if (this.reading === null) this.readNext();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const { child } = this;
    const hasEnded = child === null ? null : new Promise((resolve) => child.once('exit', resolve));
    // The program must not end before the process has.
    child?.ref();
    for (const { answer } of this.waiting.splice(0)) answer(null);
    this.endProcess();
    await hasEnded;
  }

  private readNext(): void {
    this.reading = this.waiting.shift() ?? null;
    if (this.reading === null) return this.waitIdle();
    const { language, text } = this.reading;
    const child = this.child ?? this.startProcess();
    // Only a text that is being read keeps the gateway alive.
    child.ref();
    child.channel?.ref();
    this.endAfter(this.maxReadMs);
    child.send({ language, text }, (error) => {
      if (error !== null && this.child === child) this.endProcess();
    });
  }

  private waitIdle(): void {
    this.child?.unref();
    this.child?.channel?.unref();
    this.endAfter(this.maxIdleMs);
    this.timer?.unref();
  }

  private endAfter(delayMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.endProcess(), delayMs);
  }

  private startProcess(): ChildProcess {
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    const program = fileURLToPath(new URL(`./source/source-process${ending}`, import.meta.url));
    const child = fork(program, {
      execArgv: FLAGS,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    child.on('message', (outline) => {
      if (this.child === child) this.answer(outline as SourceOutline | null);
    });
    const end = (): void => {
      if (this.child === child) this.endProcess();
    };
    child.on('error', end);
    child.on('exit', end);
    this.child = child;
    return child;
  }

  private answer(outline: SourceOutline | null): void {
    this.reading?.answer(outline);
    this.readNext();
  }

  /** Ends the process, and answers null to what it was reading; the next text that waits has a new one. */
  private endProcess(): void {
    const { child, reading } = this;
    this.child = null;
    this.reading = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    child?.kill('SIGKILL');
    reading?.answer(null);
    if (this.waiting.length > 0) this.readNext();
  }
}
