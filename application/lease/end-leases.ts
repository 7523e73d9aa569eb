import { nextRun } from '../../core/lease/next-run.ts';
import type { LeaseEnd, LeaseOutcome, LeaseRecord } from '../../ports/lease-store.ts';
import type { ApprovalDesk } from '../approval/approval-desk.ts';
import type { EventHub } from '../event-hub.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LeaseBook } from './lease-book.ts';
import { whyEnded } from './lease-entry.ts';
import type { LeaseLog } from './lease-log.ts';
import type { LeaseEnded, LeaseHolder } from './lease-order.ts';

/** Who ends a lease, and why. */
export type Ending = { readonly reason: LeaseEnd; readonly by: string; readonly note?: string };

type Parts = {
  readonly ports: Pick<GatewayPorts, 'clock'>;
  readonly events: EventHub;
  readonly approvals: ApprovalDesk;
  readonly book: LeaseBook;
  readonly log: LeaseLog;
};

/**
 * Ends leases, with those that were narrowed from them: in force in memory at once, whoever holds one told to kill before anything is
 * awaited, on record, what waits for people cancelled; and once both the kill and the record are done, told what comes next. So the
 * log never says that a lease ended whose work nobody was told to end. A log that cannot be written stops nothing of this; the
 * failure is raised at the end.
 */
export class LeaseEnds {
  private readonly parts: Parts;
  private readonly holders = new Map<string, LeaseHolder>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Tells the holder to hold still; what it raises is its own. */
  freeze(id: string, reason: string): void {
    try {
      void Promise.resolve(this.holders.get(id)?.freeze?.(reason)).catch(() => undefined);
    } catch {
      // The containment is in force all the same.
    }
  }

  attach(id: string, holder: LeaseHolder): void {
    this.holders.set(id, holder);
  }

  async end(id: string, ending: Ending): Promise<void> {
    const { book, approvals, log, events, ports } = this.parts;
    const record = book.find(id);
    if (record === null || record.end !== null) return;
    const nowMs = ports.clock.nowMs();
    const { outcome, retry } = this.nextOf(record, { ending, nowMs });
    const narrowed = book.narrowedFrom(id);
    const ended = [
      this.conclude(record, { ending, outcome, nowMs }),
      ...narrowed.map((one) =>
        this.conclude(one, { ending: { reason: 'parent-ended', by: 'gateway' }, outcome: 'finished', nowMs }),
      ),
    ];
    // Told before the record is begun; how long the kill takes is not waited for.
    const kills = new Map(ended.map((lease) => [lease.id, this.kill(lease, whyEnded(lease))]));
    const recorded = await Promise.allSettled(
      ended.map((lease, at) =>
        log.append(() => book.find(lease.id), {
          by: lease.end?.by ?? 'gateway',
          type: 'lease.ended',
          ...(at === 0 && ending.note !== undefined ? { note: ending.note } : {}),
        }),
      ),
    );
    await Promise.all(
      ended.map(async (lease, at) => {
        const reason = whyEnded(lease);
        if (lease.session !== null) await approvals.cancelSession(lease.session, reason);
        const holder = await kills.get(lease.id);
        tell(holder ?? null, { lease, retry: at === 0 ? retry : null });
        events.publish({ kind: 'lease', atMs: nowMs, id: lease.id, session: lease.session, state: 'ended', reason });
      }),
    );
    const failure = recorded.find((result) => result.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  }

  /** Puts an end in force, in memory. */
  private conclude(
    record: LeaseRecord,
    { ending, outcome, nowMs }: { readonly ending: Ending; readonly outcome: LeaseOutcome; readonly nowMs: number },
  ): LeaseRecord {
    const ended = { ...record, end: { reason: ending.reason, by: ending.by, atMs: nowMs, outcome } };
    this.parts.book.keep(ended, nowMs);
    return ended;
  }

  /** Calls the holder before anything is awaited; answers it once its work was killed, null where it could not be. */
  private async kill(lease: LeaseRecord, reason: string): Promise<LeaseHolder | null> {
    const holder = this.holders.get(lease.id) ?? null;
    this.holders.delete(lease.id);
    try {
      if (lease.end?.reason !== 'finished') await holder?.kill(reason);
      return holder;
    } catch {
      // Whoever could not be killed says so itself: it knows what is left.
      return null;
    }
  }

  /** What becomes of the task: only what ended by itself, and whose holder can, is tried again. */
  private nextOf(
    record: LeaseRecord,
    { ending: { reason }, nowMs }: { readonly ending: Ending; readonly nowMs: number },
  ): { readonly outcome: LeaseOutcome; readonly retry: LeaseEnded['retry'] } {
    if (reason === 'finished') return { outcome: 'finished', retry: null };
    if (reason === 'revoked' || this.holders.get(record.id)?.canRetry !== true)
      return { outcome: 'failed', retry: null };
    const retried = this.parts.book.all().filter(({ end }) => end?.outcome === 'retry');
    const retriedAtMs = retried.map(({ end }) => end?.atMs ?? 0);
    const retries = retried.filter(({ task }) => task === record.task).length;
    const next = nextRun({ retries, retriedAtMs }, nowMs);
    if (next.kind === 'failed') return { outcome: 'failed', retry: null };
    return { outcome: 'retry', retry: { attempt: next.attempt, waitMs: next.waitMs } };
  }
}

/** What the holder raises is its own. */
function tell(holder: LeaseHolder | null, ended: LeaseEnded): void {
  try {
    holder?.ended?.(ended);
  } catch {
    // The lease has ended all the same.
  }
}
