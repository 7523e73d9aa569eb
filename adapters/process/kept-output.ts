import { Buffer } from 'node:buffer';
import { KeptBytes } from '../../core/sandbox/kept-bytes.ts';
import type { CommandOutput } from '../../ports/command-runner.ts';

/** The output of one stream, as text: see `KeptBytes`. */
export class KeptOutput {
  private readonly kept: KeptBytes;

  constructor(limitBytes: number) {
    this.kept = new KeptBytes(limitBytes);
  }

  add(chunk: Buffer): void {
    this.kept.add(chunk);
  }

  toOutput(): CommandOutput {
    return this.kept.toText((bytes) => Buffer.from(bytes).toString('utf8'));
  }
}
