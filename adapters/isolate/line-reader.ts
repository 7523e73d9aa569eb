import { Buffer, isUtf8 } from 'node:buffer';

const NEW_LINE = 0x0a;

/** Takes bytes as they come and answers whole lines of UTF-8, without their ends. Holds no more than one line of the bound. */
export class LineReader {
  private readonly maxBytes: number;
  private pieces: Buffer[] = [];
  private sizeBytes = 0;
  private broken = false;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** The lines that ended in these bytes; null, from then on, where a line is longer than the bound or no UTF-8. */
  take(chunk: Buffer): readonly string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0 && !this.broken; at = chunk.indexOf(NEW_LINE, from)) {
      this.keep(chunk.subarray(from, at));
      const line = Buffer.concat(this.pieces);
      if (!isUtf8(line)) this.broken = true;
      lines.push(line.toString('utf8'));
      this.pieces = [];
      this.sizeBytes = 0;
      from = at + 1;
    }
    this.keep(chunk.subarray(from));
    return this.broken ? null : lines;
  }

  private keep(piece: Buffer): void {
    this.sizeBytes += piece.length;
    if (this.sizeBytes > this.maxBytes) this.broken = true;
    else if (piece.length > 0) this.pieces.push(piece);
  }
}
