import { LEASE_BOUNDS } from '../../core/lease/lease.ts';
import type { LeaseRecord } from '../../ports/lease-store.ts';

/** Whose lease is looked for. */
export type LeaseSeeker = { readonly session: string; readonly task?: string; readonly lease?: string };

/**
 * The leases, in memory, for those who must know of them without waiting: decisions, budgets, the monitor.
 *
 * One that has ended stays for an hour at least, and one that binds a session as long as there is room, so that nothing goes on without it, a revoked token stays revoked until it would
 * be over, and retries of an hour can be counted; at most ten thousand do.
 */
export class LeaseBook {
  private readonly records = new Map<string, LeaseRecord>();
  /** Sessions that have or had a lease of their own: the newest one given. */
  private readonly ofSession = new Map<string, string>();
  private reserved = 0;

  find(id: string): LeaseRecord | null {
    return this.records.get(id) ?? null;
  }

  /** The lease that somebody acts under: the one presented, else the session's own, else the newest of the task; live or not. */
  of({ session, task, lease }: LeaseSeeker): LeaseRecord | null {
    const named = lease ?? this.ofSession.get(session);
    if (named !== undefined) return this.find(named);
    if (task === undefined) return null;
    return this.all().findLast((record) => record.task === task && record.parent === null) ?? null;
  }

  /** A lease and those that it was narrowed from, itself first, the root last: as many as a token has blocks. */
  chain(record: LeaseRecord): readonly LeaseRecord[] {
    const chain = [record];
    for (
      let next = this.parentOf(record);
      next !== null && chain.length < LEASE_BOUNDS.blocks;
      next = this.parentOf(next)
    )
      chain.push(next);
    return chain;
  }

  /** The chain, where it reaches the root; null where one between them is not known any more: then nothing may be done under it. */
  wholeChain(record: LeaseRecord): readonly LeaseRecord[] | null {
    const chain = this.chain(record);
    return chain.at(-1)?.parent === null ? chain : null;
  }

  /**
   * Keeps room for a lease that is about to be in force; null where that many are or are about to be. What is answered gives the
   * room back: call it once, when the lease is kept or has failed.
   */
  reserve(most: number): (() => void) | null {
    if (this.live().length + this.reserved >= most) return null;
    this.reserved += 1;
    return () => {
      this.reserved -= 1;
    };
  }

  live(): readonly LeaseRecord[] {
    return [...this.records.values()].filter(({ end }) => end === null);
  }

  /** Leases narrowed from this one, directly or not, that have not ended. */
  narrowedFrom(id: string): readonly LeaseRecord[] {
    const block = this.lastBlockOf(id);
    const isBehind = (record: LeaseRecord): boolean =>
      this.chain(record).some((other) => other.id === id) || (block !== null && record.revocationIds.includes(block));
    return this.live().filter((record) => record.id !== id && isBehind(record));
  }

  /** Every lease that is known here, oldest first. */
  all(): readonly LeaseRecord[] {
    return [...this.records.values()];
  }

  /** Keeps what a lease has become. */
  keep(record: LeaseRecord, nowMs: number): void {
    this.records.set(record.id, record);
    if (record.session !== null) this.ofSession.set(record.session, record.id);
    this.forgetOld(nowMs);
  }

  /** Takes a lease out of memory. */
  drop(id: string): void {
    const record = this.records.get(id);
    this.records.delete(id);
    if (record?.session != null && this.ofSession.get(record.session) === id) this.ofSession.delete(record.session);
  }

  /** The block that a narrowed lease ends with: whatever else was narrowed behind it holds the same one. */
  private lastBlockOf(id: string): string | null {
    const record = this.find(id);
    return record === null || record.parent === null ? null : (record.revocationIds.at(-1) ?? null);
  }

  private parentOf({ parent }: LeaseRecord): LeaseRecord | null {
    return parent === null ? null : this.find(parent);
  }

  private forgetOld(nowMs: number): void {
    if (this.records.size <= MAX_QUIET) return;
    const isOver = ({ end, session, terms }: LeaseRecord): boolean =>
      end !== null && session === null && Math.max(end.atMs, terms.expiresAtMs) + KEPT_MS <= nowMs;
    for (const record of this.all()) {
      if (this.records.size <= MAX_QUIET) return;
      if (isOver(record) || (record.end !== null && this.records.size > MAX_KEPT)) this.drop(record.id);
    }
  }
}

const KEPT_MS = 3_600_000;
/** Up to this many nothing is forgotten; beyond the second number the oldest that ended, whenever that was. */
const MAX_QUIET = 1_000;
const MAX_KEPT = 10_000;
