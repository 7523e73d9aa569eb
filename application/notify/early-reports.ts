import type { ChannelUpdate } from '../../ports/notification-channel.ts';

/** What a channel's server says later of a message. */
export type LateReport = Extract<ChannelUpdate['act'], { readonly kind: 'delivery' }>;

const MAX_KEPT = 1_000;

/**
 * Reports about messages that are not on record yet: a server may tell that a message failed before the answer is here that it took it.
 *
 * They are kept until the message is on record; a start forgets them, and sends such messages again anyway. Bounded: the oldest gives
 * way.
 */
export class EarlyReports {
  private readonly kept = new Map<string, LateReport>();

  /** Keeps a report, in case its message is on its way to the record. */
  keep(channel: string, report: LateReport): void {
    this.take(channel, report.reference);
    this.kept.set(JSON.stringify([channel, report.reference]), report);
    for (const oldest of this.kept.keys()) if (this.kept.size > MAX_KEPT) this.kept.delete(oldest);
  }

  /** The report about a message, once. */
  take(channel: string, reference: string): LateReport | null {
    const key = JSON.stringify([channel, reference]);
    const report = this.kept.get(key) ?? null;
    this.kept.delete(key);
    return report;
  }
}
