import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { parseUint64 } from '../encoding/decimal.ts';
import { fail, ok, type Result } from '../result.ts';
import { formatHashLines, parseHashLines } from './hash-lines.ts';
import { HASH_BYTES, type MerkleHash } from './merkle.ts';
import type { VerifySignature } from './signature.ts';
import { MAX_NOTE_LENGTH } from './signed-note.ts';
import { type TrustedCheckpoint, type TrustPolicy, trustCheckpoint } from './trust-checkpoint.ts';
import { verifyInclusion } from './verify-proof.ts';

/** A receipt taken apart: where an entry stands, the hashes up to the root, and the log's signed checkpoint, word for word. */
export type TlogProof = {
  /** Opaque bytes that nothing vouches for; null when there are none. */
  readonly extra: Uint8Array | null;
  readonly index: bigint;
  readonly proof: readonly Uint8Array[];
  /** The signed note, with its cosignatures. */
  readonly checkpoint: string;
};

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_PROOF_LINES = 64;
const MAX_EXTRA_BYTES = 65_536;
const MAX_HEAD_LENGTH = 100_000;

/**
 * Writes a receipt (c2sp.org/tlog-proof): a text file that shows offline that an entry is in the log.
 *
 * The checkpoint must be a signed note whose tree the proof leads to; `verifyTlogProof` says whether it does.
 */
export function formatTlogProof({ extra, index, proof, checkpoint }: TlogProof): string {
  const extraLine = extra === null ? '' : `extra ${toBase64(extra)}\n`;
  return `${HEADER}\n${extraLine}index ${index}\n${formatHashLines(proof)}\n${checkpoint}`;
}

/** Takes a receipt apart. Fails on another version, an index that is no decimal below 2^64, over 64 hashes, over 64 KiB extra. */
export function parseTlogProof(text: string): Result<TlogProof, string> {
  const headEnd = text.slice(0, MAX_HEAD_LENGTH).indexOf('\n\n');
  if (headEnd < 0 || text.length > MAX_HEAD_LENGTH + MAX_NOTE_LENGTH) {
    return fail('read a log proof: want a head, a blank line and a checkpoint, within their limits');
  }
  const lines = text.slice(0, headEnd).split('\n');
  if (lines.shift() !== HEADER) return fail(`read a log proof: first line, want ${HEADER}`);
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined;
  const extra = extraText === undefined ? null : fromBase64(extraText);
  if (extraText !== undefined && (extra === null || extra.length > MAX_EXTRA_BYTES)) {
    return fail(`read a log proof: extra line, want base64 of ${MAX_EXTRA_BYTES} bytes at most`);
  }
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseUint64(indexLine.slice(6)) : null;
  if (index === null)
    return fail(`read a log proof: ${JSON.stringify(indexLine.slice(0, 40))}, want index and a decimal below 2^64`);
  const proof = parseHashLines(lines, MAX_PROOF_LINES);
  if (proof === null)
    return fail(`read a log proof: want ${MAX_PROOF_LINES} lines at most of ${HASH_BYTES} bytes of base64 each`);
  return ok({ extra, index, proof, checkpoint: text.slice(headEnd + 2) });
}

/**
 * Tells whether a receipt shows that the entry with this leaf hash is in the log that the policy names.
 *
 * Needs nothing but the receipt, the entry and the policy. Fails with the reason.
 */
export function verifyTlogProof(
  { text, leafHash }: { readonly text: string; readonly leafHash: Uint8Array },
  trust: { readonly policy: TrustPolicy; readonly verify: VerifySignature; readonly merkle: MerkleHash },
): Result<TrustedCheckpoint & { readonly index: bigint }, string> {
  const parsed = parseTlogProof(text);
  if (!parsed.ok) return parsed;
  const trusted = trustCheckpoint(parsed.value.checkpoint, trust);
  if (!trusted.ok) return trusted;
  const { index, proof } = parsed.value;
  const { size, root } = trusted.value.checkpoint;
  if (!verifyInclusion({ leafHash, index, size, root }, { proof, merkle: trust.merkle })) {
    return fail(
      `verify a log proof: the hashes do not lead from this entry at index ${index} to the root of ${size} entries`,
    );
  }
  return ok({ ...trusted.value, index });
}
