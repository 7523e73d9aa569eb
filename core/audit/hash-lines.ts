import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { HASH_BYTES } from './merkle.ts';

/** Writes a proof as text: each hash in base64 on a line of its own, every line ended by a newline. */
export function formatHashLines(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${toBase64(hash)}\n`).join('');
}

/** Reads lines of one base64 hash each. Null when there are more than allowed or one is not 32 bytes. */
export function parseHashLines(lines: readonly string[], maxLines: number): readonly Uint8Array[] | null {
  if (lines.length > maxLines) return null;
  const hashes: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) return null;
    hashes.push(hash);
  }
  return hashes;
}
