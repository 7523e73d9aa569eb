/** The factors of a plan that add to its risk, each in points of its own; larger values are cut to the maximum. */
export type PlanFactors = {
  readonly fileOperations: number;
  readonly dependencies: number;
  readonly refactoringScope: number;
  readonly breakingChanges: number;
  readonly securityImpact: number;
  readonly complexity: number;
};

/** The most each factor can add (model §3); together 120, capped at 100. */
export const PLAN_MAXIMA: PlanFactors = {
  fileOperations: 35,
  dependencies: 25,
  refactoringScope: 20,
  breakingChanges: 15,
  securityImpact: 15,
  complexity: 10,
};

/** Adds a plan's factors up to whole points 0–100. A factor that is no finite number counts as its maximum. */
export function planPoints(factors: PlanFactors): number {
  let points = 0;
  for (const factor of Object.keys(PLAN_MAXIMA) as (keyof PlanFactors)[]) {
    const value = factors[factor];
    const maximum = PLAN_MAXIMA[factor];
    points += Number.isFinite(value) ? Math.min(maximum, Math.max(0, Math.round(value))) : maximum;
  }
  return Math.min(100, points);
}
