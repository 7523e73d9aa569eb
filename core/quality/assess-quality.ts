/** How well a plan is made, by dimension, each 0–100 hundredths. */
export type QualityDimensions = {
  readonly completeness: number;
  readonly specificity: number;
  readonly feasibility: number;
  readonly safety: number;
  readonly clarity: number;
};

/** Weights in hundredths (model §3): they sum to 100. */
export const QUALITY_WEIGHTS: QualityDimensions = {
  completeness: 30,
  specificity: 25,
  feasibility: 20,
  safety: 15,
  clarity: 10,
};

/** Borders in hundredths: below `poor` is denied, below `good` needs a human. */
export const QUALITY_BORDERS = { poor: 60, good: 75 } as const;

/**
 * Scores a plan 0–100 hundredths (0.00–1.00), in whole hundredths rounded down, so that 0.60 means at least 0.60.
 *
 * A dimension outside 0–100, or not a number, counts as 0.
 */
export function assessQuality(dimensions: QualityDimensions): number {
  let sum = 0;
  for (const name of Object.keys(QUALITY_WEIGHTS) as (keyof QualityDimensions)[]) {
    const value = dimensions[name];
    if (value >= 0 && value <= 100) sum += Math.floor(value) * QUALITY_WEIGHTS[name];
  }
  return Math.floor(sum / 100);
}

/**
 * What a quality score means for the verdict: below 0.60 deny, below 0.75 a human, unless the policy accepts fair quality
 * (full-auto only). What is no number is denied.
 */
export function judgeQuality(
  score: number,
  { acceptsFair }: { readonly acceptsFair: boolean },
): 'deny' | 'require-approval' | 'pass' {
  if (!(score >= QUALITY_BORDERS.poor)) return 'deny';
  return score < QUALITY_BORDERS.good && !acceptsFair ? 'require-approval' : 'pass';
}
