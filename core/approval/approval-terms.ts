import type { ApprovalTerms } from '../decision.ts';
import type { RiskLevel } from '../risk/risk.ts';

const ANY_SCOPE = ['action', 'session', 'proposal'] as const;
const THIS_ACTION = ['action'] as const;

const EASY = { approvers: 1, secondFactor: false, batch: true, scopes: ANY_SCOPE } as const;
const GRAVE = { approvers: 1, batch: false, scopes: THIS_ACTION } as const;

const TERMS: { readonly [Level in RiskLevel]: ApprovalTerms } = {
  none: { ...EASY, timeoutMs: 60_000, onTimeout: 'deny' },
  low: { ...EASY, timeoutMs: 60_000, onTimeout: 'deny' },
  medium: { ...EASY, timeoutMs: 60_000, onTimeout: 'deny-notify' },
  high: { ...GRAVE, secondFactor: false, timeoutMs: 30_000, onTimeout: 'deny-escalate' },
  critical: { ...GRAVE, secondFactor: true, timeoutMs: 10_000, onTimeout: 'deny-emergency' },
};

/**
 * How an action of this risk level must be approved (model §4, the table): time-out, approvers, second factor, batch, scopes.
 *
 * `none` is asked about only when a rule or a loop says so, and then like `low`. `oneByOne` leaves only the scope `action`:
 * for what no standing grant may cover.
 */
export function approvalTerms(
  level: RiskLevel,
  { criticalApprovers, oneByOne = false }: { readonly criticalApprovers: number; readonly oneByOne?: boolean },
): ApprovalTerms {
  const base = TERMS[level];
  const terms = level === 'critical' ? { ...base, approvers: Math.max(1, criticalApprovers) } : base;
  return oneByOne ? { ...terms, scopes: THIS_ACTION } : terms;
}
