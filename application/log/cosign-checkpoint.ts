import type { NoteSigner } from '../../core/audit/cosignature.ts';
import type { MerkleHash } from '../../core/audit/merkle.ts';
import type { VerifySignature } from '../../core/audit/signature.ts';
import type { VerifierKey } from '../../core/audit/verifier-key.ts';
import {
  answerAddCheckpoint,
  malformedAnswer,
  parseAddCheckpoint,
  staleAnswer,
  type WitnessAnswer,
} from '../../core/audit/witness.ts';
import type { WitnessStore } from '../../ports/witness-store.ts';

/** What a witness is made of. */
export type Witness = {
  /** The logs it follows, by origin, and the keys it trusts for each. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>;
  /** Its own cosigning keys, at least one. */
  readonly cosigners: readonly NoteSigner[];
  readonly store: WitnessStore;
  readonly verify: VerifySignature;
  readonly merkle: MerkleHash;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
};

/**
 * Answers one `add-checkpoint` request (c2sp.org/tlog-witness): loads what is known of the log, decides, stores, and only then
 * gives out the cosignature.
 *
 * Of two requests that start from the same stored tree one wins; the other gets 409 with the size that is stored by then. Raises
 * `StoreError` when the state cannot be read or written: then no cosignature has left.
 */
export async function cosignCheckpoint(body: string, witness: Witness): Promise<WitnessAnswer> {
  const request = parseAddCheckpoint(body);
  if (!request.ok) return malformedAnswer(request.failure);
  const { origin } = request.value.checkpoint;
  const logKeys = witness.logs.get(origin) ?? null;
  const stored = logKeys === null ? null : await witness.store.load(origin);
  const { cosigners, verify, merkle } = witness;
  const timestamp = BigInt(Math.floor(witness.nowMs() / 1000));
  const answer = answerAddCheckpoint(request.value, { logKeys, stored, cosigners, timestamp, verify, merkle });
  if (answer.status !== 200) return answer;
  const won = await witness.store.replace({ origin, expected: stored, next: answer.newState });
  return won ? answer : staleAnswer((await witness.store.load(origin))?.size ?? 0n);
}
