import { DEFAULT_LIMITS, type Spending } from '../../core/budget/budget.ts';

/** Limits of the budgets that hold where nobody set others, and the zone in which a day begins. */
export type BudgetSettings = {
  readonly timeZone: string;
  readonly day: Spending;
  readonly task: Spending;
  /** Of one principal in one day. */
  readonly principal: Spending;
};

/** The limits of model §8; one principal may use up the whole day. */
export function usualBudgets(timeZone: string): BudgetSettings {
  return { timeZone, day: DEFAULT_LIMITS.day, task: DEFAULT_LIMITS.task, principal: DEFAULT_LIMITS.day };
}

/** The kinds of budgets whose limit can be set for all of the kind. */
export const BUDGET_KINDS = ['day', 'task', 'principal'] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];

/**
 * The names of budgets: `day 2026-11-21`, `task <name>`, `principal <name> 2026-11-21`, `lease <id>`.
 *
 * A limit that an operator sets is kept under the same name, or under what it is without the day (`day`,
 * `principal <name>`), or under the kind alone (`task`, `principal`), and the nearest one counts.
 */
export const budgetScope = {
  day: (day: string): string => `day ${day}`,
  task: (task: string): string => `task ${task}`,
  principal: (principal: string, day: string): string => `principal ${principal} ${day}`,
  lease: (id: string): string => `lease ${id}`,
};

/** The names that a limit for this budget may be kept under, nearest first. */
export function limitNames(scope: string): readonly string[] {
  const [kind = ''] = scope.split(' ', 1);
  if (kind === 'principal') return [scope, scope.slice(0, scope.lastIndexOf(' ')), kind];
  return [scope, kind];
}

/** The kind of a budget; null for that of a lease. */
export function kindOf(scope: string): BudgetKind | null {
  return BUDGET_KINDS.find((kind) => scope === kind || scope.startsWith(`${kind} `)) ?? null;
}
