import { fromBase64 } from '../encoding/base64.ts';
import { toUtf8 } from '../encoding/utf8.ts';
import type { HashFunction } from '../hash.ts';
import { fail, ok, type Result } from '../result.ts';
import type { VerifySignature } from './signature.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** First line of what a log key signs when it names its successor, so that no other signature can be taken for one. */
const DOMAIN = 'countersign-key-handover/v1';

/** The text with which a log key names the key that follows it; a line each. */
export function handoverText(from: string, to: string): string {
  return `${DOMAIN}\n${from}\n${to}\n`;
}

/** A hand-over that holds: the key that signed it, and the key it names. */
export type KeyHandover = { readonly from: VerifierKey; readonly to: VerifierKey };

/**
 * Checks the data of a `key.handover` entry: the key it comes from has signed the name of the key that follows.
 *
 * Says nothing of whether that key is trusted, nor of whose log it is. Fails with the reason: a field that is missing, a key
 * that cannot be read or signs no checkpoints, keys of two logs, a key that names itself, a signature that does not hold.
 */
export function verifyHandover(
  data: unknown,
  { verify, hash }: { readonly verify: VerifySignature; readonly hash: HashFunction },
): Result<KeyHandover, string> {
  const { from, to, signature } = fieldsOf(data);
  const bytes = fromBase64(signature);
  if (bytes === null) return fail('the hand-over has no signature in base64');
  const [old, next] = [parseVerifierKey(from, hash), parseVerifierKey(to, hash)];
  if (!old.ok) return fail(`the hand-over comes from no key: ${old.failure}`);
  if (!next.ok) return fail(`the hand-over names no key: ${next.failure}`);
  if (old.value.kind !== 'ed25519' || next.value.kind !== 'ed25519')
    return fail(`the hand-over is from ${old.value.kind} to ${next.value.kind}, want ed25519 for both`);
  if (old.value.name !== next.value.name)
    return fail(`the hand-over is from a key of ${old.value.name} to one of ${next.value.name}, want one log`);
  if (from === to) return fail('the hand-over names the key that signs it, want another');
  const message = toUtf8(handoverText(from, to));
  const holds = verify({ algorithm: 'ed25519', publicKey: old.value.publicKey, message, signature: bytes });
  return holds ? ok({ from: old.value, to: next.value }) : fail('the hand-over is not signed by the key it comes from');
}

function fieldsOf(data: unknown): { readonly from: string; readonly to: string; readonly signature: string } {
  const fields = typeof data === 'object' && data !== null ? (data as { readonly [name: string]: unknown }) : {};
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '!');
  return { from: text('from'), to: text('to'), signature: text('signature') };
}
