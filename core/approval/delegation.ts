/** One person lets another answer in their turn for a while. Times in milliseconds since 1970; it holds from its start, and ends before `untilMs`. */
export type Delegation = {
  readonly id: string;
  /** The person's account who is stood in for, and whose answers are given in that turn. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly untilMs: number;
};

/** The longest that one person may stand in for another. */
export const LONGEST_DELEGATION_MS = 30 * 86_400_000;

type Terms = { readonly nowMs: number; readonly personOf: (principal: string) => string };

/**
 * Why a delegation cannot be, in words; empty when it can.
 *
 * It is for at most thirty days, to another person, and no link of a chain: who stands in for somebody hands that on to nobody, and
 * nobody stands in for who has handed theirs on already.
 */
export function delegationProblems(
  given: Delegation,
  known: readonly Delegation[],
  { nowMs, personOf }: Terms,
): readonly string[] {
  const problems: string[] = [];
  if (personOf(given.from) === personOf(given.to)) problems.push('to: found the same person, want another');
  if (!(given.untilMs > nowMs && given.untilMs > given.fromMs)) problems.push('until: found a time that is over');
  if (given.untilMs - Math.max(nowMs, given.fromMs) > LONGEST_DELEGATION_MS)
    problems.push('until: found more than thirty days, want at most that');
  const overlapping = known.filter((other) => other.untilMs > given.fromMs && other.fromMs < given.untilMs);
  if (overlapping.some(({ to }) => personOf(to) === personOf(given.from)))
    problems.push('from: found somebody who stands in for another in that time, want no chain');
  if (overlapping.some(({ from }) => personOf(from) === personOf(given.to)))
    problems.push('to: found somebody who has handed on theirs in that time, want no chain');
  return problems;
}

/** Tells whether a time is within a span that is open at its end. */
export function isWithin({ fromMs, untilMs }: Pick<Delegation, 'fromMs' | 'untilMs'>, nowMs: number): boolean {
  return fromMs <= nowMs && nowMs < untilMs;
}
