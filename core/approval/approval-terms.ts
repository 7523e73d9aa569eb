import type { ApprovalTerms } from '../decision.ts';
import type { RiskLevel } from '../risk/risk.ts';

const TERMS: { readonly [Level in RiskLevel]: ApprovalTerms } = {
  none: terms({ timeoutMs: 60_000, batch: true, onTimeout: 'deny' }),
  low: terms({ timeoutMs: 60_000, batch: true, onTimeout: 'deny' }),
  medium: terms({ timeoutMs: 60_000, batch: true, onTimeout: 'deny-notify' }),
  high: terms({ timeoutMs: 30_000, batch: false, onTimeout: 'deny-escalate' }),
  critical: terms({ timeoutMs: 10_000, batch: false, onTimeout: 'deny-emergency' }),
};

function terms({
  timeoutMs,
  batch,
  onTimeout,
}: Pick<ApprovalTerms, 'timeoutMs' | 'batch' | 'onTimeout'>): ApprovalTerms {
  const scopes = batch ? (['action', 'session', 'proposal'] as const) : (['action'] as const);
  return { timeoutMs, approvers: 1, secondFactor: timeoutMs === 10_000, batch, scopes, onTimeout };
}

/**
 * How an action of this risk level must be approved (model §4, the table): time-out, approvers, second factor, batch, scopes.
 *
 * `none` is asked about only when a rule or a loop says so, and then like `low`.
 */
export function approvalTerms(
  level: RiskLevel,
  { criticalApprovers }: { readonly criticalApprovers: number },
): ApprovalTerms {
  const base = TERMS[level];
  return level === 'critical' ? { ...base, approvers: Math.max(1, criticalApprovers) } : base;
}
