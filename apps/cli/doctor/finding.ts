/** What one look found: whether it is enforced, what was found, and what to do. */
export type Finding = {
  readonly name: string;
  readonly ok: boolean;
  /** Lost where `ok` is false. */
  readonly points: number;
  readonly found: string;
  /** What to do; empty when there is nothing to do, or nothing that helps yet. */
  readonly fix: string;
};

/** A finding that is in order, or one that is not, with what mends it. */
export function finding(
  { name, points }: Pick<Finding, 'name' | 'points'>,
  { ok, found, fix }: Pick<Finding, 'ok' | 'found' | 'fix'>,
): Finding {
  return { name, ok, points, found, fix: ok ? '' : fix };
}

/** The score: 100 less the points of everything that is not in order; never below 0. */
export function scoreOf(findings: readonly Finding[]): number {
  return Math.max(
    0,
    findings.reduce((score, { ok, points }) => (ok ? score : score - points), 100),
  );
}
