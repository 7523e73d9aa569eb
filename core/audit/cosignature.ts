import { concatBytes } from '../encoding/bytes.ts';
import { MAX_UINT64, uint64Bytes } from '../encoding/decimal.ts';
import { toUtf8 } from '../encoding/utf8.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { HASH_BYTES } from './merkle.ts';
import type { LeafRange } from './merkle-path.ts';
import type { SignMessage, VerifySignature } from './signature.ts';
import type { NoteSignature } from './signed-note.ts';
import { algorithmOf, type VerifierKey } from './verifier-key.ts';

/** A key that signs notes: its public half, and the signing that the caller keeps. */
export type NoteSigner = { readonly key: VerifierKey; readonly sign: SignMessage };

/** What an ML-DSA-44 cosignature covers: a subtree of a log, with its hash. A whole tree starts at 0 and ends at its size. */
export type CosignedSubtree = LeafRange & { readonly origin: string; readonly root: Uint8Array };

/** What a signature that holds says: when it was made, in seconds since 1970; null for a plain signature, which states no time. */
export type VerifiedSignature = { readonly timestamp: bigint | null };

const MAX_TIMESTAMP = 2n ** 63n - 1n;
const MAX_NAME_BYTES = 255;
const TIMESTAMP_BYTES = 8;

/**
 * Signs a checkpoint's note text with a key of any kind, and gives the line to append (`formatSignatureLine`).
 *
 * `timestamp` (seconds since 1970) goes into cosignatures; a plain Ed25519 signature has none. Fails when a cosignature is asked
 * for over a text that is no checkpoint, a time out of range, or an ML-DSA-44 cosignature with a name or origin above 255 bytes.
 */
export function signNote(
  { text, timestamp }: { readonly text: string; readonly timestamp: bigint },
  { key, sign }: NoteSigner,
): Result<NoteSignature, string> {
  const message = messageOf({ text, timestamp, key });
  if (message === null)
    return fail(`sign a note as ${key.name}: this text and time cannot be signed with an ${key.kind} key`);
  const signature = sign(message);
  const time = key.kind === 'ed25519' ? [] : [uint64Bytes(timestamp)];
  return ok({ name: key.name, keyId: key.keyId, signature: concatBytes([...time, signature]) });
}

/** Checks one signature of a note against the key whose name and id it carries. Null when it does not hold. */
export function verifyNoteSignature(
  { text, signature, key }: { readonly text: string; readonly signature: Uint8Array; readonly key: VerifierKey },
  verify: VerifySignature,
): VerifiedSignature | null {
  const timed = key.kind !== 'ed25519';
  const timestamp = timed ? timestampOf(signature) : 0n;
  const message = timestamp === null ? null : messageOf({ text, timestamp, key });
  if (message === null) return null;
  const bare = timed ? signature.subarray(TIMESTAMP_BYTES) : signature;
  const valid = verify({ algorithm: algorithmOf(key.kind), publicKey: key.publicKey, message, signature: bare });
  return valid ? { timestamp: timed ? timestamp : null } : null;
}

/**
 * Checks an ML-DSA-44 cosignature over any subtree of a log, which need not start at 0 and so has no checkpoint.
 *
 * `signature` is time and signature, as in a note's line. Null when it does not hold, or states a time for a subtree that does not
 * start at 0, which the standard forbids.
 */
export function verifySubtreeCosignature(
  {
    subtree,
    signature,
    key,
  }: { readonly subtree: CosignedSubtree; readonly signature: Uint8Array; readonly key: VerifierKey },
  verify: VerifySignature,
): VerifiedSignature | null {
  const timestamp = timestampOf(signature);
  if (timestamp === null || key.kind !== 'ml-dsa-44-cosignature') return null;
  const message = subtreeMessage({ ...subtree, timestamp, cosigner: key.name });
  if (message === null) return null;
  const bare = signature.subarray(TIMESTAMP_BYTES);
  return verify({ algorithm: 'ml-dsa-44', publicKey: key.publicKey, message, signature: bare }) ? { timestamp } : null;
}

/**
 * The exact bytes an ML-DSA-44 cosignature signs (c2sp.org/tlog-cosignature, `cosigned_message`).
 *
 * Null when a name or origin is empty or above 255 bytes, the time is above 2^63 − 1, a time is stated for a subtree that does not
 * start at 0, the range is not within 64 bits, or the root is not 32 bytes.
 */
export function subtreeMessage(
  statement: CosignedSubtree & { readonly timestamp: bigint; readonly cosigner: string },
): Uint8Array | null {
  const { cosigner, timestamp, origin, start, end, root } = statement;
  const name = shortText(cosigner);
  const log = shortText(origin);
  if (name === null || log === null || !isTimestamp(timestamp) || (start !== 0n && timestamp !== 0n)) return null;
  if (start < 0n || end < start || end > MAX_UINT64 || root.length !== HASH_BYTES) return null;
  const range = [uint64Bytes(start), uint64Bytes(end)];
  return concatBytes([toUtf8('subtree/v1\n\0'), name, uint64Bytes(timestamp), log, ...range, root]);
}

function messageOf({ text, timestamp, key }: { text: string; timestamp: bigint; key: VerifierKey }): Uint8Array | null {
  if (key.kind === 'ed25519') return toUtf8(text);
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint.ok || !isTimestamp(timestamp)) return null;
  if (key.kind === 'ed25519-cosignature') return toUtf8(`cosignature/v1\ntime ${timestamp}\n${text}`);
  return subtreeMessage({ ...wholeTree(checkpoint.value), timestamp, cosigner: key.name });
}

function wholeTree({ origin, size, root }: Checkpoint): CosignedSubtree {
  return { origin, start: 0n, end: size, root };
}

function isTimestamp(timestamp: bigint): boolean {
  return timestamp >= 0n && timestamp <= MAX_TIMESTAMP;
}

function timestampOf(signature: Uint8Array): bigint | null {
  if (signature.length <= TIMESTAMP_BYTES) return null;
  return new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
}

/** A text of 1 to 255 bytes behind a byte that gives its length; null when it does not fit. */
function shortText(text: string): Uint8Array | null {
  const bytes = toUtf8(text);
  return bytes.length === 0 || bytes.length > MAX_NAME_BYTES ? null : concatBytes([Uint8Array.of(bytes.length), bytes]);
}
