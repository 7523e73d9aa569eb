import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OUTER_PATH } from '../inside-names.ts';

/** One stream of a program: what it writes to, and where we read that. */
export type Pipe = { readonly reader: Socket; readonly writer: number };

/** Two for each program; making them starts a program, so several are made ahead. */
const BATCH = 16;

/**
 * Streams for programs that can be opened by name inside (`echo > /dev/stdout`), as pipes can and the pairs of sockets cannot
 * that Node makes. They have names for a moment only, in a folder of the gateway alone.
 */
export class Streams {
  private readonly folder: string;
  private readonly names: string[] = [];
  private made = 0;
  private making: Promise<void> | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes some ahead. */
  async prepare(): Promise<void> {
    this.making ??= this.make();
    await this.making;
  }

  async pair(): Promise<readonly [Pipe, Pipe]> {
    while (this.names.length < 2) await this.prepare();
    const [first, second] = this.names.splice(0, 2);
    // The next program need not wait; where this fails, it is told.
    if (this.names.length < 2) this.prepare().catch(() => undefined);
    return [open(first ?? ''), open(second ?? '')];
  }

  /** A descriptor that the input can be read from. */
  input(bytes: Uint8Array): number {
    const path = join(this.folder, `input-${this.made++}`);
    writeFileSync(path, bytes, { mode: 0o644 });
    const descriptor = openSync(path, 'r');
    unlinkSync(path);
    return descriptor;
  }

  private async make(): Promise<void> {
    const names = Array.from({ length: BATCH }, () => join(this.folder, `stream-${this.made++}`));
    try {
      // Whoever the program is must be able to open them again; nobody else gets into the folder.
      await promisify(execFile)('mkfifo', ['-m', '666', ...names], { env: { PATH: OUTER_PATH } });
      this.names.push(...names);
    } finally {
      this.making = null;
    }
  }
}

function open(path: string): Pipe {
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, 'w');
  unlinkSync(path);
  return { reader: new Socket({ fd: reading, readable: true, writable: false }), writer };
}

/** Closes our side of what a program writes to, once the program has it. */
export function closeWriters(pipes: readonly Pipe[]): void {
  for (const { writer } of pipes) closeSync(writer);
}
