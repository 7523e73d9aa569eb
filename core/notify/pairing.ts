import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';

/** Where a pairing stands: a code was made, an account was paired with it, or it is over. */
export const PAIRING_STATES = ['offered', 'paired', 'ended'] as const;
export type PairingState = (typeof PAIRING_STATES)[number];

/** Why a pairing ended. */
export const PAIRING_ENDS = ['unpaired', 'expired', 'replaced', 'exposed', 'withdrawn'] as const;
export type PairingEnd = (typeof PAIRING_ENDS)[number];

/** Whose account at a channel this is, and how that became known. Times in milliseconds since 1970. */
export type Pairing = {
  /** UUIDv7. */
  readonly id: string;
  readonly channel: string;
  /** `human:<name>`. */
  readonly principal: string;
  readonly state: PairingState;
  /** SHA-256 (hexadecimal) of the code; null where none was needed, and once it was used. */
  readonly codeHash: string | null;
  /** Who vouches for the person: whoever made the code. */
  readonly offeredBy: string;
  readonly offeredAtMs: number;
  /** When the code ends. */
  readonly expiresAtMs: number;
  /** The channel's own id of the account; null before it is paired. */
  readonly user: string | null;
  /** Where the person is reached alone; null before it is paired. */
  readonly place: string | null;
  readonly pairedAtMs: number | null;
  /** The approver key that signs for the account; null where the account cannot answer. */
  readonly keyId: string | null;
  readonly end: { readonly why: PairingEnd; readonly by: string; readonly atMs: number } | null;
  /** 1 when it is made, one more with each change. */
  readonly version: number;
};

/** Limits of pairing. */
export const PAIRING_LIMITS = {
  codeForMs: 3_600_000,
  oneEveryMs: 600_000,
  maxOffered: 3,
  maxFailures: 5,
  lockedForMs: 3_600_000,
  maxPairings: 1_000,
} as const;

/** Why no code is made. `untilMs` is when it can be. */
export type OfferRefusal = { readonly why: 'too-soon' | 'too-many'; readonly untilMs: number };

/**
 * Tells whether a code may be made for a person at a channel: one every ten minutes, and at most three codes of the channel that
 * nobody has used yet.
 */
export function mayOffer(
  pairings: readonly Pairing[],
  { channel, principal, nowMs }: { readonly channel: string; readonly principal: string; readonly nowMs: number },
): Result<null, OfferRefusal> {
  const here = pairings.filter((pairing) => pairing.channel === channel && pairing.codeHash !== null);
  const usable = here.filter((pairing) => isOffered(pairing, nowMs));
  const newest = Math.max(...here.filter((one) => one.principal === principal).map((one) => one.offeredAtMs), 0);
  const again = newest + PAIRING_LIMITS.oneEveryMs;
  if (newest > 0 && nowMs < again) return fail({ why: 'too-soon', untilMs: again });
  if (usable.length < PAIRING_LIMITS.maxOffered) return ok(null);
  return fail({ why: 'too-many', untilMs: Math.min(...usable.map((pairing) => pairing.expiresAtMs)) });
}

/** Tells whether the code of a pairing can still be used. */
export function isOffered({ state, expiresAtMs }: Pairing, nowMs: number): boolean {
  return state === 'offered' && nowMs < expiresAtMs;
}

/** What is remembered of an account that typed wrong codes. */
export type PairingGuard = { readonly failures: number; readonly lockedUntilMs: number };

/** An account that nothing is known against. */
export const FRESH_GUARD: PairingGuard = { failures: 0, lockedUntilMs: 0 };

/** Tells whether an account may try a code now. */
export function isLocked({ lockedUntilMs }: PairingGuard, nowMs: number): boolean {
  return nowMs < lockedUntilMs;
}

/** The guard after one more wrong code: the fifth locks the account out for an hour, and the count begins anew. */
export function noteWrongCode({ failures, lockedUntilMs }: PairingGuard, nowMs: number): PairingGuard {
  const more = failures + 1;
  if (more < PAIRING_LIMITS.maxFailures) return { failures: more, lockedUntilMs };
  return { failures: 0, lockedUntilMs: nowMs + PAIRING_LIMITS.lockedForMs };
}
