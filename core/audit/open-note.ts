import { toHex } from '../encoding/hex.ts';
import { fail, ok, type Result } from '../result.ts';
import { verifyNoteSignature } from './cosignature.ts';
import type { VerifySignature } from './signature.ts';
import { type NoteSignature, parseSignedNote } from './signed-note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** Why a note is refused. */
export type OpenNoteCode = 'malformed' | 'ambiguous-key' | 'invalid-signature' | 'untrusted';

/** Why a note is refused, for callers to branch on and for people to read. */
export type OpenNoteFailure = { readonly code: OpenNoteCode; readonly message: string };

/** A trusted key's signature that holds. `timestamp` (seconds since 1970) is null for a plain signature. */
export type TrustedSignature = {
  readonly key: VerifierKey;
  readonly timestamp: bigint | null;
  readonly signature: NoteSignature;
};

/** A note that at least one trusted key signed, with one signature for each trusted key. Count signers with `countSigners`. */
export type OpenedNote = {
  readonly text: string;
  readonly trusted: readonly TrustedSignature[];
};

/** How many different public keys signed: one key that is trusted under two names or kinds counts once towards a threshold. */
export function countSigners(signatures: readonly TrustedSignature[]): number {
  return new Set(signatures.map(({ key }) => toHex(key.publicKey))).size;
}

/**
 * Reads a signed note and checks it against the keys that are trusted (c2sp.org/signed-note).
 *
 * Signatures of unknown keys and unknown types are ignored. A trusted key whose signature does not hold refuses the whole note,
 * even beside good ones, and so does a note that no trusted key signed. A key is known by name and key id together; two different
 * trusted keys that share both cannot be told apart, which refuses too.
 */
export function openNote(
  note: string,
  { keys, verify }: { readonly keys: readonly VerifierKey[]; readonly verify: VerifySignature },
): Result<OpenedNote, OpenNoteFailure> {
  const parsed = parseSignedNote(note);
  if (!parsed.ok) return refuse('malformed', parsed.failure);
  const { text, signatures } = parsed.value;
  const trusted = new Map<VerifierKey, TrustedSignature>();
  for (const signature of signatures) {
    const [key, other] = keys.filter(
      (candidate) => candidate.name === signature.name && candidate.keyId === signature.keyId,
    );
    if (key === undefined) continue;
    if (other !== undefined)
      return refuse('ambiguous-key', `open a note: two trusted keys are called ${key.name} with one key id`);
    const verified = verifyNoteSignature({ text, signature: signature.signature, key }, verify);
    if (verified === null) return refuse('invalid-signature', `open a note: invalid signature of ${key.name}`);
    if (!trusted.has(key)) trusted.set(key, { key, timestamp: verified.timestamp, signature });
  }
  if (trusted.size === 0) return refuse('untrusted', 'open a note: no signature of a trusted key, want at least one');
  return ok({ text, trusted: [...trusted.values()] });
}

function refuse(code: OpenNoteCode, message: string): Result<OpenedNote, OpenNoteFailure> {
  return fail({ code, message });
}
