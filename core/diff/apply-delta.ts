/** Bytes of a copy whose length is given as 0. */
const COPY_OF_ZERO = 0x10000;

/**
 * Makes a content from another by a delta of git's pack format: two sizes, then copies from the source and new bytes.
 *
 * Null where the delta is for a source of another size, copies from outside of it, has a command that is reserved or cut, or
 * gives another size than it says. At most `maxBytes` are made.
 */
export function applyDelta(source: Uint8Array, delta: Uint8Array, maxBytes: number): Uint8Array | null {
  const reader = { delta, at: 0 };
  const sourceSize = readSize(reader);
  const targetSize = readSize(reader);
  if (sourceSize !== source.length || targetSize === null || targetSize > maxBytes) return null;
  const target = new Uint8Array(targetSize);
  let made = 0;
  while (reader.at < delta.length) {
    const piece = readPiece(reader, source);
    if (piece === null || made + piece.length > targetSize) return null;
    target.set(piece, made);
    made += piece.length;
  }
  return made === targetSize ? target : null;
}

type DeltaReader = { readonly delta: Uint8Array; at: number };

/** Seven bits a byte, the lowest first, at most five bytes. */
function readSize(reader: DeltaReader): number | null {
  let size = 0;
  for (let index = 0; index < 5; index++) {
    const byte = reader.delta[reader.at++];
    if (byte === undefined) return null;
    size += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return size;
  }
  return null;
}

function readPiece(reader: DeltaReader, source: Uint8Array): Uint8Array | null {
  const command = reader.delta[reader.at++] as number;
  if (command >= 0x80) return readCopy(reader, source, command);
  const piece = reader.delta.subarray(reader.at, reader.at + command);
  reader.at += command;
  return command === 0 || piece.length < command ? null : piece;
}

/** A bit of the command for every byte of offset and length that is given. */
function readCopy(reader: DeltaReader, source: Uint8Array, command: number): Uint8Array | null {
  const given = [0, 0, 0, 0, 0, 0, 0];
  for (let index = 0; index < given.length; index++) {
    if ((command & (1 << index)) === 0) continue;
    const byte = reader.delta[reader.at++];
    if (byte === undefined) return null;
    given[index] = byte;
  }
  const [o0, o1, o2, o3, s0, s1, s2] = given as [number, number, number, number, number, number, number];
  const offset = o0 + o1 * 2 ** 8 + o2 * 2 ** 16 + o3 * 2 ** 24;
  const size = s0 + s1 * 2 ** 8 + s2 * 2 ** 16 || COPY_OF_ZERO;
  return offset + size > source.length ? null : source.subarray(offset, offset + size);
}
