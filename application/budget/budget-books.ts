import type { Budget, Spending } from '../../core/budget/budget.ts';
import type { BudgetRecord, BudgetStore } from '../../ports/budget-store.ts';
import { type BudgetSettings, kindOf, limitNames } from './budget-scopes.ts';

type Book = {
  used: Spending;
  held: Spending;
  limit: Spending | null;
  warned: boolean;
  /** Open reservations: while there are any, the book stays in memory. */
  open: number;
};

const NOTHING: Spending = { tokens: 0, costMicros: 0 };
const UNBOUND: Spending = { tokens: Number.MAX_SAFE_INTEGER, costMicros: Number.MAX_SAFE_INTEGER };

/** Most budgets kept in memory; those that nobody holds of are read again when they are needed. */
const MAX_BOOKS = 20_000;

/** Of a limit, from which on it is said that most is used. */
const WARN_AT = 0.8;

/** Balances of budgets in memory, read from the store on first use. What is done to them takes effect at once. */
export class BudgetBooks {
  private readonly store: BudgetStore;
  private readonly settings: BudgetSettings;
  private readonly books = new Map<string, Book>();

  constructor(store: BudgetStore, settings: BudgetSettings) {
    this.store = store;
    this.settings = settings;
  }

  isLoaded(scope: string): boolean {
    return this.books.has(scope);
  }

  known(): readonly string[] {
    return [...this.books.keys()];
  }

  /** Reads what is not known yet, with every name that a limit may be kept under. */
  async load(scopes: readonly string[]): Promise<void> {
    const names = new Set(scopes.flatMap(limitNames));
    for (const scope of names) {
      if (this.books.has(scope)) continue;
      const stored = await this.store.find(scope);
      if (!this.books.has(scope)) this.books.set(scope, bookOf(stored));
    }
    this.forget(names);
  }

  get(scope: string): Book {
    return this.books.get(scope) ?? bookOf(null);
  }

  budget(scope: string): Budget {
    const { used, held } = this.get(scope);
    return { scope, limit: this.limitOf(scope), used, held };
  }

  /** Holds an amount; answers which budgets pass 80 % of a limit with it, each once. The limits of leases are in `budgets`. */
  hold(budgets: readonly Budget[], amount: Spending): readonly string[] {
    const warnings: string[] = [];
    for (const { scope, limit } of budgets) {
      const book = this.open(scope);
      book.open += 1;
      book.held = sum(book.held, amount);
      if (book.warned || !isMostUsed(sum(book.used, book.held), limit)) continue;
      book.warned = true;
      warnings.push(scope);
    }
    return warnings;
  }

  /** Takes back a hold that could not be recorded, and what was said because of it. */
  release(
    scopes: readonly string[],
    { held, warned }: { readonly held: Spending; readonly warned: readonly string[] },
  ): void {
    for (const scope of scopes) {
      const book = this.open(scope);
      book.open -= 1;
      book.held = sum(book.held, negated(held));
      book.warned &&= !warned.includes(scope);
    }
  }

  add(scopes: readonly string[], { held }: { readonly held: Spending }): void {
    for (const scope of scopes) {
      const book = this.open(scope);
      book.held = sum(book.held, held);
    }
  }

  /** Releases what was held and books what was used; answers the budgets that this used up. */
  book(
    scopes: readonly string[],
    { held, used }: { readonly held: Spending; readonly used: Spending },
  ): readonly string[] {
    return scopes.filter((scope) => {
      const book = this.open(scope);
      const limit = this.limitOf(scope);
      const wasUp = isUsedUp(book.used, limit);
      book.open -= 1;
      book.held = sum(book.held, negated(held));
      book.used = sum(book.used, used);
      return !wasUp && isUsedUp(book.used, limit);
    });
  }

  reset(scope: string): void {
    const book = this.open(scope);
    book.used = NOTHING;
    book.warned = false;
  }

  setLimit(scope: string, limit: Spending | null): void {
    const book = this.open(scope);
    book.limit = limit;
    for (const [name, other] of this.books) {
      if (name === scope || limitNames(name).includes(scope)) other.warned = false;
    }
  }

  /** Whether a limit is no higher than the present one, in any kind. */
  isTighter(scope: string, limit: Spending): boolean {
    const now = this.limitOf(scope);
    return limit.tokens <= now.tokens && limit.costMicros <= now.costMicros;
  }

  private limitOf(scope: string): Spending {
    for (const name of limitNames(scope)) {
      const set = this.books.get(name)?.limit ?? null;
      if (set !== null) return set;
    }
    const kind = kindOf(scope);
    return kind === null ? UNBOUND : this.settings[kind];
  }

  private open(scope: string): Book {
    const known = this.books.get(scope) ?? bookOf(null);
    this.books.set(scope, known);
    return known;
  }

  private forget(needed: ReadonlySet<string>): void {
    for (const [scope, { open }] of this.books) {
      if (this.books.size <= MAX_BOOKS) return;
      if (open === 0 && !needed.has(scope)) this.books.delete(scope);
    }
  }
}

function bookOf(stored: BudgetRecord | null): Book {
  const { used = NOTHING, limit = null, warned = false } = stored ?? {};
  return { used, held: NOTHING, limit, warned, open: 0 };
}

function isMostUsed(spent: Spending, limit: Spending): boolean {
  return spent.tokens >= limit.tokens * WARN_AT || spent.costMicros >= limit.costMicros * WARN_AT;
}

function isUsedUp(used: Spending, limit: Spending): boolean {
  return used.tokens >= limit.tokens || used.costMicros >= limit.costMicros;
}

function negated({ tokens, costMicros }: Spending): Spending {
  return { tokens: -tokens, costMicros: -costMicros };
}

function sum(first: Spending, second: Spending): Spending {
  return { tokens: first.tokens + second.tokens, costMicros: first.costMicros + second.costMicros };
}
