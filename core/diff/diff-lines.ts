const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** Bytes that become characters in one call. */
const PIECE = 8_192;

/**
 * The lines of a diff, and the one that is read next.
 *
 * A header is text of one character per byte (ISO 8859-1), so that keywords compare as text and names keep their bytes.
 */
export class DiffLines {
  /** Index of the line that is read next, from 0. */
  at = 0;
  /** How many lines there are; an empty last line, behind the last newline, is none. */
  readonly count: number;
  private readonly bytes: Uint8Array;
  private readonly starts: readonly number[];

  constructor(bytes: Uint8Array) {
    const starts: number[] = [];
    for (let start = 0; start < bytes.length; ) {
      starts.push(start);
      const end = bytes.indexOf(NEWLINE, start);
      start = end < 0 ? bytes.length : end + 1;
    }
    this.bytes = bytes;
    this.starts = starts;
    this.count = starts.length;
  }

  /** The number of the line that is read next, from 1. */
  get number(): number {
    return this.at + 1;
  }

  /** The line at `offset` from the next, its newline included; null behind the end. */
  raw(offset = 0): Uint8Array | null {
    const start = this.starts[this.at + offset];
    if (start === undefined) return null;
    return this.bytes.subarray(start, this.starts[this.at + offset + 1] ?? this.bytes.length);
  }

  /** The line at `offset` from the next as a header: without its newline and a carriage return before; null behind the end. */
  header(offset = 0): string | null {
    const raw = this.raw(offset);
    if (raw === null) return null;
    const end = raw.at(-1) === NEWLINE ? raw.length - 1 : raw.length;
    return latin(raw.subarray(0, raw[end - 1] === RETURN ? end - 1 : end));
  }

  /** Tells whether the line that is read next ends in a newline, as all but the last do. */
  hasEnd(): boolean {
    return this.raw()?.at(-1) === NEWLINE;
  }

  /** Tells whether the line at `offset` from the next begins with this. */
  startsWith(text: string, offset = 0): boolean {
    const raw = this.raw(offset);
    if (raw === null || raw.length < text.length) return false;
    for (let index = 0; index < text.length; index++) if (raw[index] !== text.charCodeAt(index)) return false;
    return true;
  }
}

/** One character per byte. */
export function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

/** The bytes of a text of one character per byte. */
export function fromLatin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
