/** How bad it would be if the action were wrong, in words. */
export const RISK_LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** One recorded reason for a score: a floor (the least the score can be), or points that add up. */
export type ScorePart = {
  readonly kind: 'floor' | 'plan' | 'pattern' | 'behaviour' | 'context';
  /** Names the rule that gave the part, for example `effect:file.write` or `pattern:sensitive-path-write`. */
  readonly rule: string;
  readonly points: number;
};

/** The risk of an action: integer score 0–100, its level, and every part that led to it. */
export type Risk = {
  readonly score: number;
  readonly level: RiskLevel;
  readonly parts: readonly ScorePart[];
};

/** The level of a score: none 0–10, low 11–30, medium 31–65, high 66–89, critical from 90 on; no number is critical. */
export function riskLevelOf(score: number): RiskLevel {
  if (score <= 10) return 'none';
  if (score <= 30) return 'low';
  if (score <= 65) return 'medium';
  return score <= 89 ? 'high' : 'critical';
}

/** Compares two levels: negative when the first is milder. */
export function compareRiskLevels(first: RiskLevel, second: RiskLevel): number {
  return RISK_LEVELS.indexOf(first) - RISK_LEVELS.indexOf(second);
}
