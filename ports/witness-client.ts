import type { VerifierKey } from '../core/audit/verifier-key.ts';

/** What a witness answered (C2SP tlog-witness). */
export type WitnessAnswer =
  | { readonly kind: 'cosigned'; readonly lines: string }
  /** The witness knows another size: if it is larger than ours, our log was rolled back. */
  | { readonly kind: 'stale'; readonly size: bigint }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string };

/** Speaks to one witness. */
export interface WitnessClient {
  /** The keys its cosignatures are checked with, one witness's whole set; the first names it. */
  readonly keys: readonly [VerifierKey, ...VerifierKey[]];
  addCheckpoint(body: string): Promise<WitnessAnswer>;
}
