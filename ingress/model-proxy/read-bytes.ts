import { Buffer, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';

/** Everything that comes, at most `maxBytes`; null for more, `broken` where it ended early. Reading stops at the limit, and where `take` says no. */
export async function readBytes(
  message: IncomingMessage,
  maxBytes: number,
  take: (bytes: number) => boolean = () => true,
): Promise<Buffer | null | 'broken'> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of message) {
      const bytes = chunk as Uint8Array;
      sizeBytes += bytes.byteLength;
      if (sizeBytes > maxBytes || !take(bytes.byteLength)) return null;
      chunks.push(bytes);
    }
  } catch {
    return 'broken';
  }
  return message.complete ? Buffer.concat(chunks) : 'broken';
}

/** Most objects and lists of a request: each takes many times the memory of the two bytes that it is written with. */
const MAX_CONTAINERS = 1_000_000;
const OBJECT = 0x7b;
const LIST = 0x5b;

/**
 * The JSON object in these bytes (UTF-8) that can be written again; null for anything else, for one that nests too deep, and for more
 * than a million objects and lists, counted with what looks like one in a text.
 */
export function readJsonObject(bytes: Buffer): JsonObject | null {
  if (!isUtf8(bytes) || hasManyContainers(bytes)) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function hasManyContainers(bytes: Buffer): boolean {
  let count = 0;
  for (const byte of bytes) if (byte === OBJECT || byte === LIST) count += 1;
  return count > MAX_CONTAINERS;
}
