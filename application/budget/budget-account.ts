import type { Budget, Spending } from '../../core/budget/budget.ts';

/** Whose budgets a model call is booked on: the least of all that apply counts. */
export type BudgetHolder = {
  readonly principal: string;
  readonly session: string;
  /** A run or a session; budgets of a task end with it. */
  readonly task: string;
  /** The lease that was presented with the call, where it is narrower than the session's own. */
  readonly lease?: string;
};

/** Either held of every budget that applies, durably, or of none. */
export type Reservation =
  | {
      readonly ok: true;
      readonly id: string;
      /** Scopes that passed 80 % of a limit with this, each told once. */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      /** The scope that has not enough, and what is left of all together. */
      readonly exhausted: string;
      readonly left: Spending;
    };

/**
 * The books of tokens and money: reserve before a call, settle after it.
 *
 * Invariant: what is held and used never exceeds a limit by a call that was not reserved, with any number of calls at once, and
 * across a crash: a reservation that nobody settled counts as used in full. Raises `log.unwritable`; then nothing was reserved.
 */
export type BudgetAccount = {
  readonly reserve: (holder: BudgetHolder, amount: Spending) => Promise<Reservation>;
  /** Books what was really used and releases the rest; a second settlement of the same reservation does nothing. */
  readonly settle: (reservation: string, used: Spending) => Promise<void>;
  readonly read: (holder: BudgetHolder) => Promise<readonly Budget[]>;
};
