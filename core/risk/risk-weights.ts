/** A signal that adds points to a risk score, by group. 1.0 weight is 20 points. */
export const RISK_SIGNALS = {
  'dangerous-shell': 'pattern',
  'unknown-external-host': 'pattern',
  'sensitive-path-write': 'pattern',
  'service-change': 'pattern',
  'asks-for-credentials': 'behaviour',
  'modifies-own-configuration': 'behaviour',
  'other-agents-workspace': 'behaviour',
  'affects-other-people': 'behaviour',
  production: 'context',
  financial: 'context',
  'crisis-decision': 'context',
} as const;
export type RiskSignal = keyof typeof RISK_SIGNALS;

/** The versioned weights file: how many hundredths of a unit each signal weighs (200 is 2.0, or 40 points). */
export type RiskWeights = {
  readonly version: string;
  readonly hundredths: { readonly [Signal in RiskSignal]: number };
};
