import { LEASE_TIMES, type LeaseFacts } from '../../core/lease/lease.ts';
import type { LeaseEnd, LeaseRecord } from '../../ports/lease-store.ts';
import type { LeaseTokenSource, LeaseTokens } from '../../ports/lease-token.ts';
import type { ApprovalDesk } from '../approval/approval-desk.ts';
import type { BudgetDesk } from '../budget/budget-desk.ts';
import type { EventHub } from '../event-hub.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import type { EmergencyDesk } from '../safety/emergency-desk.ts';
import { LeaseEnds } from './end-leases.ts';
import type { LeaseBook, LeaseSeeker } from './lease-book.ts';
import { NO_TERMS, whyEnded } from './lease-entry.ts';
import { LeaseLog } from './lease-log.ts';
import type { GrantedLease, LeaseHolder, LeaseOrder } from './lease-order.ts';
import { blockOf, termsOfOrder } from './lease-terms.ts';
import { LEASE_COUNTS, PresentedTokens } from './presented-tokens.ts';

type DeskParts = {
  readonly ports: GatewayPorts;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  readonly approvals: ApprovalDesk;
  readonly emergency: EmergencyDesk;
  readonly budgets: BudgetDesk;
  readonly book: LeaseBook;
  readonly home: string;
  /** Null where no tokens are made: then leases bind sessions and runs only. */
  readonly tokens: LeaseTokenSource | null;
};

/** Most leases in force at once, and how often one is renewed: eight hours of half hours. */
const MAX_LIVE = LEASE_COUNTS.live;
const MAX_RENEWALS = 16;

/**
 * Grants, renews and ends leases, and looks after them every five seconds: time, tokens, cost, calls, signs of life.
 *
 * An end is in force in memory at once; then it is on record, what waits for a person in its session is cancelled, whoever runs under
 * it is killed, and its holder is told whether the task may be tried again. Leases narrowed from it end with it. A lease survives a
 * restart; its holder does not, so that one which gives signs of life ends 30 seconds later unless somebody takes it up.
 */
export class LeaseDesk {
  private readonly parts: DeskParts;
  private readonly presented: PresentedTokens;
  private readonly log: LeaseLog;
  private readonly ends: LeaseEnds;
  private readonly heardAtMs = new Map<string, number>();
  private cancelTimer: () => void = () => undefined;
  private isWatching = false;

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.log = new LeaseLog(parts);
    this.ends = new LeaseEnds({ ...parts, log: this.log });
    this.presented = new PresentedTokens({ ...parts, log: this.log });
  }

  /** Takes up the leases that were in force, and begins to look after them. */
  async restore(): Promise<void> {
    const { ports, book, budgets } = this.parts;
    const { leases } = ports.stores;
    const nowMs = ports.clock.nowMs();
    const known = [...(await leases.listNewest(MAX_LIVE)).toReversed(), ...(await leases.listLive(MAX_LIVE))];
    for (const record of new Map(known.map((one) => [one.id, one])).values()) {
      book.keep(record, nowMs);
      this.log.know(record);
      if (record.end !== null) continue;
      await budgets.loadLease(record.id);
      this.heardAtMs.set(record.id, nowMs);
    }
    this.watch();
  }

  /** The key that tokens are checked with; null where none are made. */
  get publicKey(): string | null {
    return this.parts.tokens?.publicKey ?? null;
  }

  /** Grants a lease, on record. Raises `input.invalid`, `unavailable` when too many are in force. */
  async grant(by: string, order: LeaseOrder): Promise<GrantedLease> {
    const release = this.parts.book.reserve(MAX_LIVE);
    if (release === null) throw new GatewayError('unavailable', `grant a lease: ${MAX_LIVE} are in force, want fewer`);
    const granting = this.prepare(by, order);
    const { lease, token } = await granting.finally(release);
    try {
      await this.log.append(() => lease, { by, type: 'lease.granted' });
    } catch (error) {
      this.parts.book.drop(lease.id);
      throw error;
    }
    this.publish(lease, 'granted');
    this.watch();
    return { lease, token };
  }

  /** Makes a lease and puts it in force in memory. */
  private async prepare(by: string, order: LeaseOrder): Promise<GrantedLease> {
    const { ports, book, home, budgets } = this.parts;
    const nowMs = ports.clock.nowMs();
    const record: LeaseRecord = {
      id: ports.randomness.uuid(nowMs),
      principal: order.principal,
      session: order.session,
      task: order.task,
      workspace: order.workspace,
      parent: null,
      terms: termsOfOrder(order, { nowMs, home }),
      grantedBy: by,
      grantedAtMs: nowMs,
      renewals: 0,
      heartbeat: order.heartbeat ?? false,
      attempt: order.attempt ?? 0,
      revocationIds: [],
      end: null,
      calls: 0,
      version: 1,
    };
    const tokens = await this.openTokens();
    const token = tokens?.issue(record.id, blockOf(record.terms)) ?? null;
    const lease = { ...record, revocationIds: revocationIdsOf(token, tokens) };
    await budgets.loadLease(lease.id);
    // In force at once: a session that is under a lease is under it before anything is answered.
    book.keep(lease, nowMs);
    this.heardAtMs.set(lease.id, nowMs);
    return { lease, token };
  }

  /** Connects what runs under a lease with it: signs of life count from now. One that has ended kills it at once. */
  attach(id: string, holder: LeaseHolder): void {
    const record = this.require(id);
    this.heardAtMs.set(id, this.parts.ports.clock.nowMs());
    if (record.end !== null) void Promise.resolve(holder.kill(whyEnded(record))).catch(() => undefined);
    else this.ends.attach(id, holder);
  }

  /** A sign of life; false once the lease has ended. */
  beat(id: string): boolean {
    const isLive = this.parts.book.find(id)?.end === null;
    if (isLive) this.heardAtMs.set(id, this.parts.ports.clock.nowMs());
    return isLive;
  }

  /**
   * Lets a lease go on for some time from now, 60 minutes at most, and answers a token for that time.
   *
   * Refused for one that has ended or was renewed 16 times, one that was narrowed from another, and while its session or principal is
   * stopped: raises `lease.ended` or `lease.refused`.
   */
  async renew(by: string, id: string, durationMs: number = LEASE_TIMES.usualMs): Promise<GrantedLease> {
    this.renewed(id, durationMs);
    const tokens = await this.openTokens();
    let token: string | null = null;
    // Looked at again when its turn to be written has come: of many renewals at once, only as many as are left go through.
    const read = (): LeaseRecord => {
      const renewed = this.renewed(id, durationMs);
      token = tokens?.issue(id, blockOf(renewed.terms)) ?? null;
      return { ...renewed, revocationIds: [...renewed.revocationIds, ...revocationIdsOf(token, tokens)] };
    };
    const written = await this.log.append(read, { by, type: 'lease.renewed' });
    // It may have ended while this was written: then the end stands, and is written after it.
    const present = this.require(id);
    if (written === null || present.end !== null)
      throw new GatewayError('lease.ended', `renew the lease: ${whyEnded(present)}`);
    const lease = { ...written, calls: present.calls };
    this.parts.book.keep(lease, this.parts.ports.clock.nowMs());
    this.publish(lease, 'renewed');
    return { lease, token };
  }

  /** The lease as a renewal now would make it. Raises `lease.ended`, `lease.refused`. */
  private renewed(id: string, durationMs: number): LeaseRecord {
    const record = this.require(id);
    const nowMs = this.parts.ports.clock.nowMs();
    if (record.end !== null || nowMs >= record.terms.expiresAtMs)
      throw new GatewayError(
        'lease.ended',
        `renew the lease: ${record.end === null ? 'it is over' : whyEnded(record)}`,
      );
    const refusal = this.renewalRefusal(record, durationMs);
    if (refusal !== null) throw new GatewayError('lease.refused', `renew the lease: ${refusal}`);
    const terms = { ...record.terms, expiresAtMs: Math.max(record.terms.expiresAtMs, nowMs + durationMs) };
    return { ...record, terms, renewals: record.renewals + 1 };
  }

  /** Ends a lease for good; its work is killed. Ending one that has ended does nothing. */
  async revoke(by: string, id: string, note: string): Promise<LeaseRecord> {
    await this.ends.end(this.require(id).id, { reason: 'revoked', by, note });
    return this.require(id);
  }

  /** Ends a lease whose work is done. */
  async finish(by: string, id: string): Promise<void> {
    await this.ends.end(this.require(id).id, { reason: 'finished', by });
  }

  /** A lease by its id or the beginning of it, at least eight characters. Raises `lease.unknown`. */
  find(idOrPrefix: string): LeaseRecord {
    const found = this.parts.book
      .all()
      .filter(({ id }) => id === idOrPrefix || (idOrPrefix.length >= 8 && id.startsWith(idOrPrefix)));
    const [record] = found;
    if (record !== undefined && found.length === 1) return record;
    throw new GatewayError(
      'lease.unknown',
      `find the lease: ${found.length === 0 ? 'there is none' : `${found.length} begin so`}`,
    );
  }

  /** A lease that is known here; null for any other. */
  peek(id: string): LeaseRecord | null {
    return this.parts.book.find(id);
  }

  /** Leases in force, and with `ended` those that ended lately too; newest last. */
  list({ ended }: { readonly ended: boolean }): readonly LeaseRecord[] {
    return ended ? this.parts.book.all() : this.parts.book.live();
  }

  /**
   * The lease that a call is made under: that of the token, which must be narrowed from the session's own where it has one; else the
   * session's own. Where the bearer token is bound to a lease, that one counts as shown, and another that is shown must be narrowed
   * from it. Null where there is none. Raises `lease.refused` for a token that does not hold.
   */
  async resolve(seeker: {
    readonly session: string;
    readonly task?: string;
    readonly token?: string | undefined;
    readonly bound?: string | undefined;
  }): Promise<string | null> {
    const { session, task, token, bound } = seeker;
    const shown = await this.shownBy({
      ...(token === undefined ? {} : { lease: token }),
      ...(bound === undefined ? {} : { boundLease: bound }),
    });
    // Read last: the session may get its lease while the token is looked at.
    const own = this.parts.book.of({ session, ...(task === undefined ? {} : { task }) });
    if (shown === null) return own?.id ?? null;
    if (own === null || this.chainOf(shown).includes(own.id)) return shown;
    throw new GatewayError(
      'lease.refused',
      'act under the lease shown: it is not narrowed from the one of this session',
    );
  }

  /**
   * The lease that a caller shows: that of the lease token, else the one that their bearer token is bound to; null for neither.
   * Raises `lease.refused` where the lease shown is not the one they are bound to, nor narrowed from it.
   */
  async shownBy({ lease: token, boundLease: bound }: Pick<Caller, 'lease' | 'boundLease'>): Promise<string | null> {
    const shown = token === undefined ? null : (await this.presented.resolve(token)).id;
    if (bound === undefined) return shown;
    if (this.parts.book.find(bound) === null)
      throw new GatewayError(
        'lease.refused',
        'act under a lease: the one that the token is bound to is not known any more',
      );
    if (shown === null || this.chainOf(shown).includes(bound)) return shown ?? bound;
    throw new GatewayError(
      'lease.refused',
      'act under the lease shown: it is not narrowed from the one that the token is bound to',
    );
  }

  /** What a decision must know of a lease now; null for none. Never waits. */
  factsOf(id: string | null): LeaseFacts | null {
    if (id === null) return null;
    const record = this.parts.book.find(id);
    if (record === null) return { id, live: false, why: 'it is not known any more', terms: NO_TERMS, uses: [] };
    const chain = this.parts.book.wholeChain(record);
    if (chain === null)
      return { id, live: false, why: 'what it was narrowed from is not known any more', terms: NO_TERMS, uses: [] };
    const over = chain.find(({ end }) => end !== null) ?? null;
    return {
      id,
      live: over === null,
      why: over === null ? '' : whyEnded(over),
      terms: record.terms,
      uses: chain.map((one) => ({
        limits: one.terms.limits,
        used: { ...this.parts.budgets.usedOf(one.id), calls: one.calls },
      })),
    };
  }

  /** Counts an allowed action on a lease and those that it was narrowed from, in memory. */
  count(id: string | null): void {
    const nowMs = this.parts.ports.clock.nowMs();
    for (const other of this.chainOf(id)) {
      const record = this.parts.book.find(other);
      if (record !== null) this.parts.book.keep({ ...record, calls: record.calls + 1 }, nowMs);
    }
  }

  /** A lease and those that it was narrowed from, itself first: where an allowed action is counted in the store. */
  chainOf(id: string | null): readonly string[] {
    const record = id === null ? null : this.parts.book.find(id);
    return record === null ? [] : this.parts.book.chain(record).map((one) => one.id);
  }

  /** Whoever acts under which lease, as budgets see it. */
  of(seeker: LeaseSeeker): LeaseRecord | null {
    return this.parts.book.of(seeker);
  }

  /** Holds still what runs under leases of a session, or under all. Answers once every holder was told. */
  freeze(session: string | null, reason: string): void {
    for (const { id, session: own, task } of this.parts.book.live()) {
      if (session !== null && own !== session && task !== session) continue;
      this.ends.freeze(id, reason);
    }
  }

  /** Looks after every lease once. */
  async look(): Promise<void> {
    const ending = this.parts.book.live().flatMap((record) => {
      const reason = this.reasonToEnd(record);
      return reason === null ? [] : [this.ends.end(record.id, { reason, by: 'gateway' })];
    });
    await Promise.allSettled(ending);
  }

  close(): void {
    this.cancelTimer();
  }

  /** The monitor runs while there is a lease to look after. */
  private watch(): void {
    if (this.isWatching || this.parts.book.live().length === 0) return;
    this.isWatching = true;
    this.cancelTimer = this.parts.ports.clock.after(LEASE_TIMES.monitorMs, () => {
      this.isWatching = false;
      void this.look();
      this.watch();
    });
  }

  private reasonToEnd(record: LeaseRecord): LeaseEnd | null {
    const nowMs = this.parts.ports.clock.nowMs();
    if (nowMs >= record.terms.expiresAtMs) return 'expired';
    const heard = this.heardAtMs.get(record.id) ?? record.grantedAtMs;
    if (record.heartbeat && nowMs - heard >= LEASE_TIMES.heartbeatLostMs) return 'heartbeat';
    const { limits } = record.terms;
    const { tokens, costMicros } = this.parts.budgets.usedOf(record.id);
    if (tokens >= limits.tokens) return 'tokens';
    if (costMicros >= limits.costMicros) return 'cost';
    return record.calls >= limits.calls ? 'calls' : null;
  }

  private renewalRefusal(record: LeaseRecord, durationMs: number): string | null {
    if (!Number.isSafeInteger(durationMs) || durationMs < 1_000 || durationMs > LEASE_TIMES.longestMs)
      return `${durationMs} ms, want 1000 to ${LEASE_TIMES.longestMs}`;
    if (record.parent !== null) return 'it was narrowed from another, want that one renewed';
    if (record.renewals >= MAX_RENEWALS) return `it was renewed ${record.renewals} times, want a new one`;
    const { halt, safeMode, containments } = this.parts.emergency.read();
    const isHeld = containments.some(
      ({ target }) => target.name === record.session || target.name === record.principal || target.name === record.task,
    );
    return halt !== null || safeMode || isHeld ? 'it is stopped, want a responder to let it go on' : null;
  }

  private async openTokens(): Promise<LeaseTokens | null> {
    return (await this.parts.tokens?.open()) ?? null;
  }

  private require(id: string): LeaseRecord {
    const record = this.parts.book.find(id);
    if (record === null) throw new GatewayError('lease.unknown', 'find the lease: there is none with this id');
    return record;
  }

  private publish(lease: LeaseRecord, state: 'granted' | 'renewed' | 'ended'): void {
    const { ports, events } = this.parts;
    const reason = state === 'ended' ? whyEnded(lease) : '';
    events.publish({ kind: 'lease', atMs: ports.clock.nowMs(), id: lease.id, session: lease.session, state, reason });
  }
}

function revocationIdsOf(token: string | null, tokens: LeaseTokens | null): readonly string[] {
  const verified = token === null ? undefined : tokens?.verify(token);
  return verified?.ok === true ? verified.value.revocationIds : [];
}
