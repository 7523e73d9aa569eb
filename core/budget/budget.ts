/** An amount of what a model call uses up. Cost in millionths of a US dollar, so that sums stay whole. */
export type Spending = { readonly tokens: number; readonly costMicros: number };

/** A limit and what is used and held of it. Held amounts are reserved by calls still running. */
export type Budget = {
  readonly scope: string;
  readonly limit: Spending;
  readonly used: Spending;
  readonly held: Spending;
};

/** The default limits (model §8): 500,000 tokens and $10 a day, 100,000 tokens and $2 a task. */
export const DEFAULT_LIMITS = {
  day: { tokens: 500_000, costMicros: 10_000_000 },
  task: { tokens: 100_000, costMicros: 2_000_000 },
} as const;

/** What is left of several budgets together: the least of each kind, never below zero. */
export function remaining(budgets: readonly Budget[]): Spending {
  let tokens = Number.MAX_SAFE_INTEGER;
  let costMicros = Number.MAX_SAFE_INTEGER;
  for (const { limit, used, held } of budgets) {
    tokens = Math.min(tokens, Math.max(0, limit.tokens - used.tokens - held.tokens));
    costMicros = Math.min(costMicros, Math.max(0, limit.costMicros - used.costMicros - held.costMicros));
  }
  return { tokens, costMicros };
}

/** Holds an amount of every budget, or names the first that has not enough. An amount that is negative or no number never fits. */
export function reserve(
  budgets: readonly Budget[],
  amount: Spending,
): { readonly ok: true; readonly budgets: readonly Budget[] } | { readonly ok: false; readonly exhausted: string } {
  const exhausted = budgets.find((budget) => !fits(remaining([budget]), amount));
  if (exhausted !== undefined) return { ok: false, exhausted: exhausted.scope };
  return { ok: true, budgets: budgets.map((budget) => ({ ...budget, held: add(budget.held, amount) })) };
}

/**
 * Releases what was held and books what was really used, which may be more: then the budget is overdrawn and closed.
 *
 * A negative amount counts as nothing: nobody earns by spending. What is no number closes the budget for good.
 */
export function settle(
  budgets: readonly Budget[],
  amounts: { readonly held: Spending; readonly used: Spending },
): readonly Budget[] {
  return budgets.map((budget) => ({
    ...budget,
    held: subtract(budget.held, atLeastNothing(amounts.held)),
    used: add(budget.used, atLeastNothing(amounts.used)),
  }));
}

function fits(left: Spending, amount: Spending): boolean {
  return (
    amount.tokens >= 0 && amount.costMicros >= 0 && amount.tokens <= left.tokens && amount.costMicros <= left.costMicros
  );
}

function atLeastNothing({ tokens, costMicros }: Spending): Spending {
  return { tokens: Math.max(0, tokens), costMicros: Math.max(0, costMicros) };
}

function add(first: Spending, second: Spending): Spending {
  return { tokens: first.tokens + second.tokens, costMicros: first.costMicros + second.costMicros };
}

function subtract(first: Spending, second: Spending): Spending {
  return {
    tokens: Math.max(0, first.tokens - second.tokens),
    costMicros: Math.max(0, first.costMicros - second.costMicros),
  };
}
