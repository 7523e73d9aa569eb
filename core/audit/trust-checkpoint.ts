import { fail, ok, type Result } from '../result.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { countSigners, openNote, type TrustedSignature } from './open-note.ts';
import type { VerifySignature } from './signature.ts';
import type { VerifierKey } from './verifier-key.ts';

/** Whom a verifier trusts: the log by its origin and keys, and how many different witnesses must have cosigned. */
export type TrustPolicy = {
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  readonly witnessKeys: readonly VerifierKey[];
  readonly witnessQuorum: number;
};

/** A checkpoint that the policy accepts, with the witnesses whose cosignatures hold. */
export type TrustedCheckpoint = { readonly checkpoint: Checkpoint; readonly witnesses: readonly TrustedSignature[] };

/**
 * Tells whether a checkpoint may be believed under a policy: the log itself signed it, it is that log's, and enough witnesses cosigned.
 *
 * Fails with the reason. A witness counts once, under however many names its key is trusted; only cosignatures count, and the log's
 * own keys never do.
 */
export function trustCheckpoint(
  note: string,
  { policy, verify }: { readonly policy: TrustPolicy; readonly verify: VerifySignature },
): Result<TrustedCheckpoint, string> {
  const opened = openNote(note, { keys: [...policy.logKeys, ...policy.witnessKeys], verify });
  if (!opened.ok) return fail(opened.failure.message);
  const checkpoint = parseCheckpoint(opened.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { origin } = checkpoint.value;
  if (origin !== policy.origin)
    return fail(`trust a checkpoint: it is of ${JSON.stringify(origin)}, want ${JSON.stringify(policy.origin)}`);
  const { trusted } = opened.value;
  const byLog = trusted.filter((signature) => policy.logKeys.includes(signature.key));
  if (byLog.length === 0)
    return fail('trust a checkpoint: the log itself did not sign it, want a signature of one of its keys');
  const witnesses = trusted.filter((signature) => !byLog.includes(signature) && signature.timestamp !== null);
  const count = countSigners([...byLog, ...witnesses]) - countSigners(byLog);
  if (count < policy.witnessQuorum)
    return fail(`trust a checkpoint: ${count} witnesses cosigned it, want ${policy.witnessQuorum}`);
  return ok({ checkpoint: checkpoint.value, witnesses });
}
