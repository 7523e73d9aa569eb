/** What passes on the channel to a guest: a kind of one letter, a number of a program, connection or question, and bytes. */
export type Frame = { readonly kind: string; readonly number: number; readonly body: Buffer };

const HEAD_BYTES = 9;
/** More than any frame of ours; a guest that announces more is no longer listened to. */
export const MAX_FRAME_BYTES = 1024 * 1024;

/** The bytes of a frame: the length of what follows, kind, number, body; all numbers big-endian. */
export function encodeFrame({
  kind,
  number,
  body,
}: {
  readonly kind: string;
  readonly number: number;
  readonly body: Uint8Array;
}): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + body.length);
  frame.writeUInt32BE(HEAD_BYTES - 4 + body.length, 0);
  frame.write(kind, 4, 1, 'latin1');
  frame.writeUInt32BE(number, 5);
  frame.set(body, HEAD_BYTES);
  return frame;
}

/** Values with their lengths, as one body. */
export function encodeValues(values: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      const length = Buffer.allocUnsafe(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** The values of a body; null where it is none of ours: what a guest says is never trusted to be well made. */
export function decodeValues(body: Buffer): readonly Buffer[] | null {
  const values: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    if (at + 4 > body.length) return null;
    const end = at + 4 + body.readUInt32BE(at);
    if (end > body.length) return null;
    values.push(body.subarray(at + 4, end));
    at = end;
  }
  return values;
}

/** Puts frames together from the pieces in which they arrive. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #held = 0;

  /** The frames that are complete with this piece; null where what comes is no frame: nothing may be read from then on. */
  take(piece: Buffer): readonly Frame[] | null {
    this.#pieces.push(piece);
    this.#held += piece.length;
    const wanted = this.#wanted();
    if (wanted === null) return null;
    if (this.#held < wanted) return [];
    const bytes = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    const frames: Frame[] = [];
    let at = 0;
    for (;;) {
      const length = lengthAt(bytes, at);
      if (length === null) return null;
      if (length === 0 || at + length > bytes.length) break;
      frames.push({
        kind: bytes.toString('latin1', at + 4, at + 5),
        number: bytes.readUInt32BE(at + 5),
        body: bytes.subarray(at + HEAD_BYTES, at + length),
      });
      at += length;
    }
    this.#pieces = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#held = bytes.length - at;
    return frames;
  }

  /** How many bytes the first frame takes; those of a head where that is not known yet. */
  #wanted(): number | null {
    const [first] = this.#pieces;
    if (first === undefined) return HEAD_BYTES;
    const head = first.length >= 4 ? first : Buffer.concat(this.#pieces);
    const length = lengthAt(head, 0);
    return length === 0 ? HEAD_BYTES : length;
  }
}

/** Of a whole frame; 0 where its length has not arrived, null where it is none. */
function lengthAt(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < 4) return 0;
  const length = bytes.readUInt32BE(at);
  return length < HEAD_BYTES - 4 || length > MAX_FRAME_BYTES ? null : length + 4;
}
