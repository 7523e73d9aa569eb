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
 * for what no standing grant may cover. `authors` do not approve what they wrote.
 */
export function approvalTerms(
  level: RiskLevel,
  {
    criticalApprovers,
    oneByOne = false,
    authors = [],
  }: {
    readonly criticalApprovers: number;
    readonly oneByOne?: boolean;
    readonly authors?: readonly string[];
  },
): ApprovalTerms {
  const base = TERMS[level];
  const counted = level === 'critical' ? { ...base, approvers: Math.max(1, criticalApprovers) } : base;
  const terms = authors.length === 0 ? counted : { ...counted, notBy: authors };
  return oneByOne ? { ...terms, scopes: THIS_ACTION } : terms;
}

/** As many as are enrolled and no more than this approve what is critical where policy does not say. */
const USUAL_CRITICAL_APPROVERS = 2;

/** How many people must approve what is critical: what policy says, else two once two may approve. */
export function criticalApproversOf(
  settings: { readonly criticalApprovers: number; readonly criticalApproversSet?: boolean },
  approvingPeople: number,
): number {
  if (settings.criticalApproversSet === true) return settings.criticalApprovers;
  return Math.max(settings.criticalApprovers, Math.min(USUAL_CRITICAL_APPROVERS, approvingPeople));
}
