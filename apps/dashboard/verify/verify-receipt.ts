import { verifyTlogProof } from '../../../core/audit/tlog-proof.ts';
import { parseVerifierKey } from '../../../core/audit/verifier-key.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { WireLogKeys, WireReceipt } from '../../../sdk/wire.ts';
import { merkle, sha256, verifySignature } from './crypto.ts';

/** What a receipt proves: which entry stands where in a log of which size, signed by whom. */
export type ProvedEntry = { readonly index: number; readonly size: number; readonly origin: string };

/** Checks a receipt here in the browser: that the entry's hash leads to the root that the log signed (RFC 9162 §2.1.3.2). */
export function verifyReceipt(
  { entry, proof }: WireReceipt,
  { origin, keys }: WireLogKeys,
): Result<ProvedEntry, string> {
  const logKeys = [];
  for (const text of keys) {
    const key = parseVerifierKey(text, sha256);
    if (!key.ok) return fail(key.failure);
    logKeys.push(key.value);
  }
  const policy = { origin, logKeys, witnessKeys: [], witnessQuorum: 0 };
  const proved = verifyTlogProof(
    { text: proof, leafHash: merkle.leaf(entry) },
    { policy, verify: verifySignature, merkle },
  );
  if (!proved.ok) return proved;
  return ok({ index: Number(proved.value.index), size: Number(proved.value.checkpoint.size), origin });
}
