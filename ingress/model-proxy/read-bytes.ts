import { Buffer, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';

/** Everything that comes, at most `maxBytes`; null for more, `broken` where it ended early. Reading stops at the limit. */
export async function readBytes(message: IncomingMessage, maxBytes: number): Promise<Buffer | null | 'broken'> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of message) {
      const bytes = chunk as Uint8Array;
      sizeBytes += bytes.byteLength;
      if (sizeBytes > maxBytes) return null;
      chunks.push(bytes);
    }
  } catch {
    return 'broken';
  }
  return message.complete ? Buffer.concat(chunks) : 'broken';
}

/** The JSON object in these bytes (UTF-8) that can be written again; null for anything else, and for one that nests too deep. */
export function readJsonObject(bytes: Buffer): JsonObject | null {
  if (!isUtf8(bytes)) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
