import { Buffer } from 'node:buffer';
import type { CommandOutput } from '../../ports/command-runner.ts';

/**
 * The output of one stream: the first half of the limit and the last half are kept, the middle is counted.
 *
 * Memory stays at the limit, whatever comes, and every byte is copied at most once.
 */
export class KeptOutput {
  readonly half: number;
  readonly head: Buffer;
  /** A ring: the next byte goes to `tailBytes` modulo its length. */
  readonly tail: Buffer;
  private headBytes = 0;
  private tailBytes = 0;

  constructor(limitBytes: number) {
    this.half = Math.ceil(limitBytes / 2);
    this.head = Buffer.allocUnsafe(this.half);
    this.tail = Buffer.allocUnsafe(this.half);
  }

  add(chunk: Buffer): void {
    const copied = chunk.copy(this.head, this.headBytes);
    this.headBytes += copied;
    const rest = chunk.subarray(copied);
    this.tailBytes += rest.length - Math.min(rest.length, this.half);
    this.addToTail(rest.subarray(-this.half));
  }

  toOutput(): CommandOutput {
    const head = this.head.subarray(0, this.headBytes);
    const sizeBytes = this.headBytes + this.tailBytes;
    if (this.tailBytes <= this.half) {
      return { text: Buffer.concat([head, this.tail.subarray(0, this.tailBytes)]).toString('utf8'), sizeBytes };
    }
    const next = this.tailBytes % this.half;
    const tail = Buffer.concat([this.tail.subarray(next), this.tail.subarray(0, next)]);
    const left = this.tailBytes - this.half;
    return { text: `${head.toString('utf8')}\n[${left} bytes left out]\n${tail.toString('utf8')}`, sizeBytes };
  }

  private addToTail(piece: Buffer): void {
    const next = this.tailBytes % this.half;
    const copied = piece.copy(this.tail, next);
    piece.copy(this.tail, 0, copied);
    this.tailBytes += piece.length;
  }
}
