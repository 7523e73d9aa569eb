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
    const { head, tail, leftOutBytes, sizeBytes } = this.kept.toParts();
    if (leftOutBytes === 0) return { text: Buffer.concat([head, tail]).toString('utf8'), sizeBytes };
    const [first, last] = [head, tail].map((part) => Buffer.from(part).toString('utf8'));
    return { text: `${first}\n[${leftOutBytes} bytes left out]\n${last}`, sizeBytes };
  }
}
