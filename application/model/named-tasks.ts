/** Tasks that one principal may name in a day, and principals that are counted. */
const BOUNDS = { names: 100, principals: 10_000 } as const;

/**
 * Counts the tasks that callers name themselves. Each has a budget of its own, so that without a bound a caller would never use one up.
 *
 * A name that is known today counts once. Kept in memory: a restart begins anew, and the budgets of the day and of the principal
 * hold all the same.
 */
export class NamedTasks {
  private day = Number.NaN;
  private readonly names = new Map<string, Set<string>>();

  /** Whether a principal may call its task this on this day, any number of it; counts the name where they may. */
  admit(principal: string, name: string, day: number): boolean {
    if (day !== this.day) this.names.clear();
    this.day = day;
    const own = this.names.get(principal) ?? new Set();
    if (own.has(name)) return true;
    if (own.size >= BOUNDS.names || (own.size === 0 && this.names.size >= BOUNDS.principals)) return false;
    this.names.set(principal, own.add(name));
    return true;
  }
}
