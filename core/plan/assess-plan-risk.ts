import { PLAN_MAXIMA, type PlanFactors, planPoints } from '../risk/plan-points.ts';
import { scoreBreakingChanges } from './factors/breaking-changes.ts';
import { scoreComplexity } from './factors/complexity.ts';
import { scoreDependencies } from './factors/dependencies.ts';
import type { Factor } from './factors/factor.ts';
import { scoreFileOperations } from './factors/file-operations.ts';
import { scoreRefactoringScope } from './factors/refactoring-scope.ts';
import { scoreSecurityImpact } from './factors/security-impact.ts';
import type { OutlinesByPath } from './file-outlines.ts';
import { isChanged, type PlannedFile } from './planned-file.ts';
import type { WorkspacePlace } from './system-files.ts';

/** One factor as people see it: its points after the cut, the most it can have, and why. */
export type FactorReport = {
  readonly factor: keyof PlanFactors;
  readonly points: number;
  readonly maximum: number;
  readonly evidence: readonly string[];
};

/** The risk of a plan: its points 0–100, and the six factors that they come from. */
export type PlanRisk = {
  readonly points: number;
  readonly factors: PlanFactors;
  readonly reports: readonly FactorReport[];
};

/** What the risk of a plan is computed from, beside its changes. */
export type RiskSurroundings = { readonly place: WorkspacePlace; readonly outlines: OutlinesByPath };

/**
 * Scores the changes of a plan by the table of the model (§3), from what they do to the files: no word of the plan counts.
 *
 * Invariant: the score never decreases when a deletion is added of a file that nothing was moved from, and never when a file
 * could not be read. The same changes with the same outlines have the same score. Paths that do not change have none.
 */
export function assessPlanRisk(files: readonly PlannedFile[], { place, outlines }: RiskSurroundings): PlanRisk {
  const changed = files.filter(isChanged);
  const scored: { readonly [Name in keyof PlanFactors]: Factor } = {
    fileOperations: scoreFileOperations(changed),
    dependencies: scoreDependencies(changed),
    refactoringScope: scoreRefactoringScope(changed),
    breakingChanges: scoreBreakingChanges(changed, outlines),
    securityImpact: scoreSecurityImpact(changed, place),
    complexity: scoreComplexity(changed, outlines),
  };
  const reports = (Object.keys(scored) as (keyof PlanFactors)[]).map((factor) => ({
    factor,
    points: Math.min(PLAN_MAXIMA[factor], scored[factor].points),
    maximum: PLAN_MAXIMA[factor],
    evidence: scored[factor].evidence,
  }));
  const factors = Object.fromEntries(reports.map(({ factor, points }) => [factor, points])) as PlanFactors;
  return { points: planPoints(factors), factors, reports };
}
