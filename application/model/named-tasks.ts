import { isEntryOf } from '../log/entry-type.ts';

/** Tasks that one principal may name in a day, and principals that are counted. */
const BOUNDS = { names: 100, principals: 10_000 } as const;
const DAY_MS = 86_400_000;

/** Marks an entry that books on such a task, before it is parsed. */
const MARK = '"task":"models:';

/**
 * Counts the tasks that callers name themselves. Each has a budget of its own, so that without a bound a caller would never use one up.
 *
 * A name that is known today counts once. A restart forgets no name that anything was booked on: `see` is told the log, entry by entry.
 */
export class NamedTasks {
  private day = Number.NaN;
  private readonly names = new Map<string, Set<string>>();

  /** Takes the next entry of the log. One that is not as this program writes it is passed over; nothing is thrown. */
  see(text: string): void {
    if (!isEntryOf('budget.reserved', text) || !text.includes(MARK)) return;
    const { actor, at_ms: atMs, data } = JSON.parse(text);
    const prefix = taskOf(String(actor), '');
    const task = String(data?.task);
    if (typeof atMs === 'number' && task.startsWith(prefix)) this.admit(String(actor), task.slice(prefix.length), atMs);
  }

  /** Whether a principal may call its task this at this time, any number of it; counts the name where they may. */
  admit(principal: string, name: string, atMs: number): boolean {
    const day = dayOf(atMs);
    if (name === String(day)) return true;
    if (day !== this.day) this.names.clear();
    this.day = day;
    const own = this.names.get(principal) ?? new Set();
    if (own.has(name)) return true;
    if (own.size >= BOUNDS.names || (own.size === 0 && this.names.size >= BOUNDS.principals)) return false;
    this.names.set(principal, own.add(name));
    return true;
  }
}

/** What the calls of a principal are booked on: the task that it names, else one a day, whose budget must not end for ever. */
export function namedTask(principal: string, name: string | null, atMs: number): string {
  return taskOf(principal, name ?? String(dayOf(atMs)));
}

function taskOf(principal: string, name: string): string {
  return `models:${principal}:${name}`;
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}
