import type { Spending } from '../core/budget/budget.ts';

/** What was used of one budget, and the limit that an operator set; null where the usual one holds. */
export type BudgetRecord = {
  readonly scope: string;
  readonly used: Spending;
  readonly limit: Spending | null;
  /** Whether it was said that most of it is used. */
  readonly warned: boolean;
};

/** An amount that is held of several budgets until it is settled. */
export type ReservationRecord = {
  readonly id: string;
  readonly principal: string;
  readonly session: string;
  readonly task: string;
  /** Every budget that it is held of. */
  readonly scopes: readonly string[];
  readonly amount: Spending;
  readonly atMs: number;
};

/** Finds budgets and open reservations. Writing goes through `LedgerStore.commit`. */
export interface BudgetStore {
  find(scope: string): Promise<BudgetRecord | null>;
  /** Budgets in the order of first writing, behind the one named, at most `limit` (1 to 1,000). Nothing comes after an unknown one. */
  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly BudgetRecord[]>;
  /** Reservations that nobody settled, oldest first, at most `limit` (1 to 1,000). */
  listOpen(limit: number): Promise<readonly ReservationRecord[]>;
}
