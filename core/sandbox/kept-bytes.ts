/** What was kept of a stream: its beginning, its end, and how much lay between. */
export type KeptParts = {
  readonly head: Uint8Array;
  /** Of the end, oldest first; it follows `head` at once where nothing was left out. */
  readonly tail: Uint8Array;
  readonly leftOutBytes: number;
  readonly sizeBytes: number;
};

/**
 * The bytes of one stream: the first half of a limit and the last half are kept, the middle is counted.
 *
 * Memory stays at the limit, whatever comes, and every byte is copied at most once.
 */
export class KeptBytes {
  private readonly half: number;
  private readonly head: Uint8Array;
  /** A ring: the next byte goes to `tailBytes` modulo its length. */
  private readonly tail: Uint8Array;
  private headBytes = 0;
  private tailBytes = 0;

  constructor(limitBytes: number) {
    this.half = Math.max(1, Math.ceil(limitBytes / 2));
    this.head = new Uint8Array(this.half);
    this.tail = new Uint8Array(this.half);
  }

  add(chunk: Uint8Array): void {
    const copied = Math.min(chunk.length, this.half - this.headBytes);
    this.head.set(chunk.subarray(0, copied), this.headBytes);
    this.headBytes += copied;
    const rest = chunk.subarray(copied);
    this.tailBytes += Math.max(0, rest.length - this.half);
    this.addToTail(rest.subarray(-this.half));
  }

  toParts(): KeptParts {
    const head = this.head.slice(0, this.headBytes);
    const sizeBytes = this.headBytes + this.tailBytes;
    if (this.tailBytes <= this.half)
      return { head, tail: this.tail.slice(0, this.tailBytes), leftOutBytes: 0, sizeBytes };
    const next = this.tailBytes % this.half;
    const tail = new Uint8Array(this.half);
    tail.set(this.tail.subarray(next));
    tail.set(this.tail.subarray(0, next), this.half - next);
    return { head, tail, leftOutBytes: this.tailBytes - this.half, sizeBytes };
  }

  /** What was kept as text, with the number of bytes that were left out in its own line between the halves. */
  toText(decode: (bytes: Uint8Array) => string): { readonly text: string; readonly sizeBytes: number } {
    const { head, tail, leftOutBytes, sizeBytes } = this.toParts();
    if (leftOutBytes > 0)
      return { text: `${decode(head)}\n[${leftOutBytes} bytes left out]\n${decode(tail)}`, sizeBytes };
    const whole = new Uint8Array(head.length + tail.length);
    whole.set(head);
    whole.set(tail, head.length);
    return { text: decode(whole), sizeBytes };
  }

  private addToTail(piece: Uint8Array): void {
    const next = this.tailBytes % this.half;
    const copied = Math.min(piece.length, this.half - next);
    this.tail.set(piece.subarray(0, copied), next);
    this.tail.set(piece.subarray(copied), 0);
    this.tailBytes += piece.length;
  }
}
