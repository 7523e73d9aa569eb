import type { EgressAlarm } from './egress-refusal.ts';

/** From how many unexpected attempts on a run is frozen. Zero never freezes. */
export type UnexpectedLimits = {
  /** Attempts at metadata services and at private addresses written out. */
  readonly blockedAddresses: number;
  /** Different hosts that nobody allowed. */
  readonly unknownHosts: number;
};

/**
 * The first attempt at a blocked address freezes: no build and no test has a reason for it. Unknown hosts are everyday (telemetry, a
 * mirror, a link that a model made up): they are refused and told, and freeze only when they look like a search for a way out.
 */
export const UNEXPECTED_LIMITS: UnexpectedLimits = { blockedAddresses: 1, unknownHosts: 25 };

/** What an attempt calls for, given how many of its kind there were, this one included. */
export type UnexpectedAnswer = 'none' | 'notify' | 'freeze';

/**
 * Judges an unexpected attempt. `isNew` is false where the very same host was told already: it is not told again, but still counts
 * when its kind counts attempts.
 */
export function judgeUnexpected(
  alarm: EgressAlarm,
  {
    blockedAddresses,
    unknownHosts,
    isNew,
  }: { readonly blockedAddresses: number; readonly unknownHosts: number; readonly isNew: boolean },
  limits: UnexpectedLimits,
): UnexpectedAnswer {
  if (alarm === 'none') return 'none';
  const [count, limit] =
    alarm === 'blocked-address' ? [blockedAddresses, limits.blockedAddresses] : [unknownHosts, limits.unknownHosts];
  if (limit > 0 && count >= limit) return 'freeze';
  return isNew ? 'notify' : 'none';
}
