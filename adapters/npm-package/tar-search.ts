const BLOCK = 512;

/** Looks for one file of a tar (POSIX ustar) that comes in pieces; holds no more of it than a header and that file. */
export class TarSearch {
  private readonly wanted: string;
  private readonly maxBytes: number;
  private parts: Buffer[] = [];
  private held = 0;
  /** Bytes to be held before they are looked at, and bytes to be left out before that. */
  private needed = BLOCK;
  private skipped = 0;
  private isFile = false;
  private size = 0;

  constructor(wanted: string, maxBytes: number) {
    this.wanted = wanted;
    this.maxBytes = maxBytes;
  }

  /** The file's text, the first of its name; null where there can be none any more; undefined as long as more must come. */
  take(piece: Buffer): string | null | undefined {
    for (let at = 0; at < piece.length; ) {
      const left = Math.min(this.skipped, piece.length - at);
      this.skipped -= left;
      at += left;
      const part = piece.subarray(at, at + this.needed - this.held);
      at += part.length;
      this.parts.push(part);
      this.held += part.length;
      const found = this.held < this.needed ? undefined : this.look();
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private look(): string | null | undefined {
    const bytes = Buffer.concat(this.parts);
    this.parts = [];
    this.held = 0;
    if (this.isFile) return bytes.toString('utf8', 0, this.size);
    const name = textAt(bytes, 0, 100);
    const size = Number.parseInt(textAt(bytes, 124, 12).trim(), 8);
    if (name === '' || !(size >= 0)) return null;
    if (name !== this.wanted) {
      this.skipped = Math.ceil(size / BLOCK) * BLOCK;
      return undefined;
    }
    if (size > this.maxBytes) return null;
    if (size === 0) return '';
    this.isFile = true;
    this.size = size;
    this.needed = size;
    return undefined;
  }
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}
