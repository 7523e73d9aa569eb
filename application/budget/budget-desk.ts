import { type Budget, remaining, reserve, type Spending } from '../../core/budget/budget.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { BudgetRecord, ReservationRecord } from '../../ports/budget-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { Stores } from '../../ports/stores.ts';
import type { EventHub } from '../event-hub.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LeaseBook } from '../lease/lease-book.ts';
import type { LogSequencer, LogUnit, NewEntry } from '../log/log-sequencer.ts';
import type { BudgetAccount, BudgetHolder, Reservation } from './budget-account.ts';
import { BudgetBooks } from './budget-books.ts';
import { type BudgetSettings, budgetScope, kindOf } from './budget-scopes.ts';

type DeskParts = {
  readonly ports: Pick<GatewayPorts, 'clock' | 'randomness'> & { readonly stores: Pick<Stores, 'budgets'> };
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  readonly leases: LeaseBook;
  readonly settings: BudgetSettings;
};

/** A reservation in memory; `settling` once its settlement is on the way. */
type Held = ReservationRecord & { readonly settling: boolean };

const NOTHING: Spending = { tokens: 0, costMicros: 0 };

/** The largest amount of either kind: a million million, which sums of years do not overflow. */
const MAX_AMOUNT = 1_000_000_000_000;
/** Most reservations that are open at once; a call beyond is turned away. */
const MAX_OPEN = 10_000;
/** Reservations of one commit when a crash is made good. */
const RECOVERED_AT_ONCE = 1_000;

/**
 * The books of tokens and money, exact with any number of calls at once: one task, one day in the operator's time zone, one
 * principal in that day, and every lease that the call is made under.
 *
 * A reservation counts in memory before it is on record, and what it frees counts after; both are in the commit of their entry.
 * What was reserved when the gateway died is booked in full at the next start, once.
 */
export class BudgetDesk implements BudgetAccount {
  private readonly parts: DeskParts;
  private readonly books: BudgetBooks;
  private readonly open = new Map<string, Held>();

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.books = new BudgetBooks(parts.ports.stores.budgets, parts.settings);
  }

  /** Books what a crash left open, before anything else is asked of the desk. Raises `log.unwritable`. */
  async recover(): Promise<void> {
    for (;;) {
      const left = await this.parts.ports.stores.budgets.listOpen(RECOVERED_AT_ONCE);
      if (left.length === 0) return;
      await this.parts.sequencer.append({
        entries: left.map((held) => this.entry('budget.settled', held, { ...wire(held.amount), recovered: true })),
        changes: () => left.map(({ id, amount }) => ({ kind: 'budget.settle' as const, id, used: amount })),
      });
    }
  }

  /** See `BudgetAccount`. An amount that is no whole number from 0 on is refused with `input.invalid`. */
  async reserve(holder: BudgetHolder, amount: Spending): Promise<Reservation> {
    requireAmount('reserve', amount);
    if (this.open.size >= MAX_OPEN)
      throw new GatewayError('unavailable', `reserve: ${MAX_OPEN} calls are under way, want fewer`);
    const { ports, leases } = this.parts;
    // Looked up anew after every wait, for the day or the lease may be another; from the last look to the append nothing else runs.
    let scopes = this.scopesOf(holder);
    while (!scopes.every((scope) => this.books.isLoaded(scope))) {
      await this.books.load(scopes);
      scopes = this.scopesOf(holder);
    }
    const lease = leases.of(holder);
    if (lease?.end != null || (lease === null && holder.lease !== undefined))
      return { ok: false, exhausted: budgetScope.lease(lease?.id ?? String(holder.lease)), left: NOTHING };
    const before = this.budgetsOf(holder, scopes);
    const outcome = reserve(before, amount);
    if (!outcome.ok) return { ok: false, exhausted: outcome.exhausted, left: remaining(before) };
    const atMs = ports.clock.nowMs();
    const { principal, session, task } = holder;
    const record = { id: ports.randomness.uuid(atMs), principal, session, task, scopes, amount, atMs };
    return this.hold(record, this.books.hold(outcome.budgets, amount));
  }

  /** See `BudgetAccount`. */
  async settle(reservation: string, used: Spending): Promise<void> {
    requireAmount('settle', used);
    const held = this.open.get(reservation);
    if (held === undefined || held.settling) return;
    this.open.set(reservation, { ...held, settling: true });
    // More than was reserved counts at once; less only when it is on record.
    const excess = difference(used, held.amount);
    this.books.add(held.scopes, { held: excess });
    try {
      await this.parts.sequencer.append({
        entries: [this.entry('budget.settled', held, { ...wire(used), reserved: wire(held.amount) })],
        changes: () => [{ kind: 'budget.settle', id: reservation, used }],
      });
    } catch (error) {
      this.books.add(held.scopes, { held: negated(excess) });
      this.open.set(reservation, held);
      throw error;
    }
    this.open.delete(reservation);
    const exhausted = this.books.book(held.scopes, { held: sum(held.amount, excess), used });
    for (const scope of exhausted) this.publish(scope, 'exhausted');
  }

  /** See `BudgetAccount`. */
  async read(holder: BudgetHolder): Promise<readonly Budget[]> {
    await this.books.load(this.scopesOf(holder));
    return this.budgetsOf(holder, this.scopesOf(holder));
  }

  /** The budgets as they are known in memory now; those that were never used since the start are left out. */
  readNow(holder: BudgetHolder): readonly Budget[] {
    return this.budgetsOf(
      holder,
      this.scopesOf(holder).filter((scope) => this.books.isLoaded(scope)),
    );
  }

  /** Loads the budgets of a holder, so that `readNow` knows them. */
  load(holder: BudgetHolder): Promise<void> {
    return this.books.load(this.scopesOf(holder));
  }

  /** What was used of one lease. What running calls hold of it is theirs still. */
  usedOf(lease: string): Spending {
    return this.books.get(budgetScope.lease(lease)).used;
  }

  /** Loads what was used of a lease. */
  loadLease(id: string): Promise<void> {
    return this.books.load([budgetScope.lease(id)]);
  }

  /** Today's budgets of the day and of principals, and the newest of tasks; at most `limit` in all. */
  async list(limit: number): Promise<readonly Budget[]> {
    const today = this.today();
    const records: BudgetRecord[] = [];
    for (let after: string | null = null; ; ) {
      const page = await this.parts.ports.stores.budgets.list({ after, limit: 1_000 });
      records.push(...page);
      after = page.at(-1)?.scope ?? null;
      if (page.length < 1_000) break;
    }
    const shown = records.map(({ scope }) => scope).filter((scope) => isOf(scope, today));
    const scopes = [
      ...new Set([budgetScope.day(today), ...shown, ...this.books.known().filter((scope) => isOf(scope, today))]),
    ];
    const kept = scopes.slice(0, 1).concat(scopes.slice(1).slice(-(limit - 1)));
    await this.books.load(kept);
    const shownOf = kept.map((scope) => this.books.budget(scope));
    return shownOf.filter(
      ({ used, held }, at) => at === 0 || [used, held].some((one) => one.tokens > 0 || one.costMicros > 0),
    );
  }

  /** Sets the limit of one budget or of a kind, or takes it back with null. Raises `input.invalid` for a name that is none. */
  async setLimit(by: string, scope: string, limit: Spending | null): Promise<void> {
    requireScope('set a limit', scope);
    if (limit !== null) requireAmount('set a limit', limit);
    await this.books.load([scope]);
    const apply = (): void => this.books.setLimit(scope, limit);
    const isTighter = limit !== null && this.books.isTighter(scope, limit);
    if (isTighter) apply();
    const data = { change: 'limit', limit: limit === null ? null : wire(limit), scope };
    await this.parts.sequencer.append(this.changed(by, data, { kind: 'budget.limit', scope, limit }));
    apply();
  }

  /** Begins one budget anew. What running calls hold stays held. */
  async reset(by: string, scope: string): Promise<void> {
    requireScope('reset a budget', scope);
    await this.books.load([scope]);
    const data = { change: 'reset', scope, used: wire(this.books.get(scope).used) };
    // Answers come in the order of the log: what was booked before is gone here as in the store, what comes after stays.
    await this.parts.sequencer.append(this.changed(by, data, { kind: 'budget.reset', scope }));
    this.books.reset(scope);
  }

  private async hold(record: ReservationRecord, warnings: readonly string[]): Promise<Reservation> {
    this.open.set(record.id, { ...record, settling: false });
    try {
      await this.parts.sequencer.append({
        entries: [this.entry('budget.reserved', record, { ...wire(record.amount), warnings })],
        changes: () => [{ kind: 'budget.hold', reservation: record, warned: warnings }],
      });
    } catch (error) {
      this.open.delete(record.id);
      this.books.release(record.scopes, { held: record.amount, warned: warnings });
      throw error;
    }
    for (const scope of warnings) this.publish(scope, 'warning');
    return { ok: true, id: record.id, warnings };
  }

  private changed(by: string, data: JsonObject, change: StateChange): LogUnit {
    const base = { atMs: this.parts.ports.clock.nowMs(), actor: by, session: null, action: null };
    return {
      entries: [{ entry: { ...base, type: 'budget.changed', data }, payload: null }],
      changes: () => [change],
    };
  }

  private entry(type: 'budget.reserved' | 'budget.settled', of: ReservationRecord, data: JsonObject): NewEntry {
    const { id, principal, session, task } = of;
    const base = { atMs: this.parts.ports.clock.nowMs(), actor: principal, session, action: null };
    return { entry: { ...base, type, data: { ...data, reservation: id, task } }, payload: null };
  }

  private scopesOf(holder: BudgetHolder): readonly string[] {
    const today = this.today();
    const lease = this.parts.leases.of(holder);
    const chain = lease === null ? [] : this.parts.leases.chain(lease);
    return [
      budgetScope.task(holder.task),
      ...chain.map(({ id }) => budgetScope.lease(id)),
      budgetScope.principal(holder.principal, today),
      budgetScope.day(today),
    ];
  }

  private budgetsOf(holder: BudgetHolder, scopes: readonly string[]): readonly Budget[] {
    const lease = this.parts.leases.of(holder);
    const chain = lease === null ? [] : this.parts.leases.chain(lease);
    const limits = new Map(chain.map(({ id, terms }) => [budgetScope.lease(id), terms.limits]));
    return scopes.map((scope) => {
      const own = limits.get(scope);
      const budget = this.books.budget(scope);
      return own === undefined ? budget : { ...budget, limit: { tokens: own.tokens, costMicros: own.costMicros } };
    });
  }

  private today(): string {
    const { clock } = this.parts.ports;
    return clock.dayOf(clock.nowMs(), this.parts.settings.timeZone);
  }

  private publish(scope: string, state: 'warning' | 'exhausted'): void {
    this.parts.events.publish({ kind: 'budget', atMs: this.parts.ports.clock.nowMs(), scope, state });
  }
}

function wire({ tokens, costMicros }: Spending): { readonly tokens: number; readonly cost_micros: number } {
  return { tokens, cost_micros: costMicros };
}

function isOf(scope: string, today: string): boolean {
  if (scope.startsWith('task ')) return true;
  return (scope.startsWith('day ') || scope.startsWith('principal ')) && scope.endsWith(` ${today}`);
}

function requireScope(what: string, scope: string): void {
  if (kindOf(scope) !== null && scope.length <= 512 && scope.isWellFormed()) return;
  throw new GatewayError(
    'input.invalid',
    `${what}: found ${JSON.stringify(scope.slice(0, 64))}, want day, task, principal, or one of them with a name`,
  );
}

function requireAmount(what: string, { tokens, costMicros }: Spending): void {
  if ([tokens, costMicros].every((value) => Number.isSafeInteger(value) && value >= 0 && value <= MAX_AMOUNT)) return;
  throw new GatewayError(
    'input.invalid',
    `${what}: found ${tokens} tokens and ${costMicros} millionths of a dollar, want whole numbers from 0 to ${MAX_AMOUNT}`,
  );
}

function sum(first: Spending, second: Spending): Spending {
  return { tokens: first.tokens + second.tokens, costMicros: first.costMicros + second.costMicros };
}

function negated({ tokens, costMicros }: Spending): Spending {
  return { tokens: -tokens, costMicros: -costMicros };
}

/** How much the first is more than the second, kind by kind. */
function difference(first: Spending, second: Spending): Spending {
  return {
    tokens: Math.max(0, first.tokens - second.tokens),
    costMicros: Math.max(0, first.costMicros - second.costMicros),
  };
}
