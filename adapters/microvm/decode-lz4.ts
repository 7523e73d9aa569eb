const MIN_MATCH = 4;
const LAST_NIBBLE = 15;

/**
 * Unpacks blocks of LZ4 in the legacy framing that the kernel uses: each with its length in 4 bytes (little-endian) before it.
 * Never reads or writes beyond what it was given; raises where the data is damaged.
 */
export function decodeLz4(packed: Buffer, sizeBytes: number): Buffer {
  const output = Buffer.alloc(sizeBytes);
  let written = 0;
  for (let at = 0; at + 4 <= packed.length && written < sizeBytes; ) {
    const length = packed.readUInt32LE(at);
    if (length === 0 || at + 4 + length > packed.length) throw damaged();
    written = decodeBlock(packed.subarray(at + 4, at + 4 + length), { output, written });
    at += 4 + length;
  }
  if (written !== sizeBytes) throw damaged();
  return output;
}

/** Literals, then a copy of what came before, and so on; the last sequence has literals only. */
function decodeBlock(
  block: Buffer,
  { output, written }: { readonly output: Buffer; readonly written: number },
): number {
  let at = 0;
  let end = written;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === LAST_NIBBLE ? 255 : 0; byte === 255; ) {
      byte = block[at] ?? damage();
      at += 1;
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at] ?? 0;
    at += 1;
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length || end + literals > output.length) throw damaged();
    block.copy(output, end, at, at + literals);
    at += literals;
    end += literals;
    if (at === block.length) return end;
    if (at + 2 > block.length) throw damaged();
    const from = end - block.readUInt16LE(at);
    at += 2;
    const length = lengthFrom(token & LAST_NIBBLE) + MIN_MATCH;
    if (from < 0 || from === end || end + length > output.length) throw damaged();
    // A copy may read what it writes: that is how repetitions are packed.
    for (let index = 0; index < length; index += 1) output[end + index] = output[from + index] ?? 0;
    end += length;
  }
  return end;
}

function damage(): never {
  throw damaged();
}

function damaged(): Error {
  return new Error('unpack LZ4: the data is damaged');
}
