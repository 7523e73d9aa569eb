import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { parseUint64 } from '../encoding/decimal.ts';
import { fail, ok, type Result } from '../result.ts';
import { HASH_BYTES } from './merkle.ts';

/** What a log states about itself at one moment: which log, how many entries, and the root over all of them. */
export type Checkpoint = {
  /** The log's unique name, the first line. */
  readonly origin: string;
  readonly size: bigint;
  /** 32 bytes. */
  readonly root: Uint8Array;
};

/** A checkpoint as read. Extension lines are opaque; ML-DSA-44 cosignatures do not cover them, so nothing may rest on them. */
export type ParsedCheckpoint = Checkpoint & { readonly extensions: readonly string[] };

/**
 * Reads a checkpoint's note text (c2sp.org/tlog-checkpoint), strictly: each line has one spelling.
 *
 * Fails on an empty line, a size with leading zeros or above 2^64 − 1, a root that is not 32 bytes of base64, and a missing last newline.
 */
export function parseCheckpoint(text: string): Result<ParsedCheckpoint, string> {
  if (!text.endsWith('\n')) return fail('read a checkpoint: no newline at the end, want one');
  const [origin = '', sizeLine = '', rootLine = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = parseUint64(sizeLine);
  const root = fromBase64(rootLine);
  const problems: string[] = [];
  if (!isOrigin(origin)) problems.push(`origin ${JSON.stringify(origin.slice(0, 60))}, want the name of a log`);
  if (size === null) problems.push(`size ${JSON.stringify(sizeLine.slice(0, 40))}, want a decimal below 2^64`);
  if (root?.length !== HASH_BYTES)
    problems.push(`root ${JSON.stringify(rootLine.slice(0, 60))}, want ${HASH_BYTES} bytes of base64`);
  if (extensions.includes('')) problems.push('an empty extension line, want none');
  if (problems.length > 0) return fail(`read a checkpoint: ${problems.join('; ')}`);
  return ok({ origin, size: size as bigint, root: root as Uint8Array, extensions });
}

/**
 * Writes a checkpoint's note text, ready to be signed.
 *
 * Throws `RangeError` when the origin, which is configuration, is empty or holds a control character: that would forge lines.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin)) {
    throw new RangeError(
      `write a checkpoint: origin ${JSON.stringify(origin)}, want one line without control characters`,
    );
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Tells whether a text may name a log: one line, not empty, valid Unicode, no control characters. */
export function isOrigin(origin: string): boolean {
  if (origin.length === 0 || !origin.isWellFormed()) return false;
  for (let index = 0; index < origin.length; index++) {
    if (origin.charCodeAt(index) < 0x20) return false;
  }
  return true;
}
