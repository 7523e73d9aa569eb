import { assessQuality, QUALITY_WEIGHTS, type QualityDimensions } from '../quality/assess-quality.ts';
import type { PlanClass } from './classify-plan.ts';
import { measureClarity } from './measures/clarity.ts';
import { measureCompleteness } from './measures/completeness.ts';
import { measureFeasibility } from './measures/feasibility.ts';
import type { Measure } from './measures/measure.ts';
import { measureSafety } from './measures/safety.ts';
import { measureSpecificity } from './measures/specificity.ts';
import type { Plan } from './plan.ts';
import type { PlanProblem } from './plan-problem.ts';
import { isChanged, type PlannedFile } from './planned-file.ts';

/** One dimension as people see it: its hundredths, its weight in the score, and what is missing. */
export type DimensionReport = {
  readonly dimension: keyof QualityDimensions;
  readonly hundredths: number;
  readonly weight: number;
  readonly evidence: readonly string[];
};

/** The quality of a plan: its score in hundredths 0–100, and the five dimensions that it comes from. */
export type PlanQuality = {
  readonly score: number;
  readonly dimensions: QualityDimensions;
  readonly reports: readonly DimensionReport[];
};

/** What the quality of a plan is measured by, beside the plan. */
export type QualitySurroundings = {
  readonly files: readonly PlannedFile[];
  readonly problems: readonly PlanProblem[];
  readonly class: PlanClass;
};

/**
 * Measures how well a plan is made (model §3), by five measures that are each stated where they are computed: completeness .30,
 * specificity .25, feasibility .20, safety .15, clarity .10.
 *
 * Deterministic: no model is asked, and none can raise its own score by saying so.
 */
export function assessPlanQuality(plan: Plan, { files, problems, class: planClass }: QualitySurroundings): PlanQuality {
  const measured: { readonly [Name in keyof QualityDimensions]: Measure } = {
    completeness: measureCompleteness(plan),
    specificity: measureSpecificity(plan),
    feasibility: measureFeasibility(plan, problems),
    safety: measureSafety(files.filter(isChanged), planClass),
    clarity: measureClarity(plan),
  };
  const reports = (Object.keys(measured) as (keyof QualityDimensions)[]).map((dimension) => ({
    dimension,
    hundredths: measured[dimension].hundredths,
    weight: QUALITY_WEIGHTS[dimension],
    evidence: measured[dimension].evidence,
  }));
  const dimensions = Object.fromEntries(
    reports.map(({ dimension, hundredths }) => [dimension, hundredths]),
  ) as QualityDimensions;
  return { score: assessQuality(dimensions), dimensions, reports };
}
