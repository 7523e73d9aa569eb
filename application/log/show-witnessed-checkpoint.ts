import { toHex } from '../../core/encoding/hex.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { WitnessStore } from '../../ports/witness-store.ts';

/**
 * Finds the newest checkpoint that the witness cosigned for a log, as the signed note with its cosignatures.
 *
 * A log is asked for by the SHA-256 of its origin, 64 lower-case hexadecimal digits, since origins do not fit into addresses. Null when no
 * log that was cosigned has this hash. Raises `StoreError`.
 */
export async function showWitnessedCheckpoint(
  originHash: string,
  { store, hash }: { readonly store: WitnessStore; readonly hash: HashFunction },
): Promise<string | null> {
  const logs = await store.list();
  return logs.find(({ origin }) => toHex(hash(origin)) === originHash)?.state.note ?? null;
}
