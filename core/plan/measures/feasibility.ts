import type { Plan } from '../plan.ts';
import type { PlanProblem } from '../plan-problem.ts';
import { type Measure, measureOf, shareOf } from './measure.ts';

/**
 * Measures whether a plan can be carried out: the share of steps without a problem. Half of it at most where a problem is of the
 * whole plan: too large, beyond its budget, a broken constraint, a cycle. The problems are those of `checkPlan` and
 * `checkPlanChanges`.
 */
export function measureFeasibility({ steps }: Plan, problems: readonly PlanProblem[]): Measure {
  const troubled = new Set<string>();
  let ofPlan = false;
  for (const { path } of problems) {
    const step = stepOf(path);
    if (step === null) ofPlan = true;
    else troubled.add(step);
  }
  const share = steps.length === 0 ? 0 : shareOf(100, { of: steps.length - troubled.size, all: steps.length });
  const evidence = problems.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`);
  return measureOf(ofPlan ? share / 2 : share, evidence);
}

/** The number of the step in a path such as `$.steps[2].target`; null for a path of the whole plan. */
function stepOf(path: string): string | null {
  const start = '$.steps[';
  return path.startsWith(start) ? path.slice(start.length, path.indexOf(']')) : null;
}
