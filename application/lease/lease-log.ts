import type { LeaseRecord } from '../../ports/lease-store.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import { type LeaseStep, leaseEntry } from './lease-entry.ts';

/**
 * Puts what becomes of leases on record, one after the other, so that an end is never overwritten by a renewal that was prepared
 * before it.
 */
export class LeaseLog {
  private readonly parts: { readonly ports: Pick<GatewayPorts, 'clock'>; readonly sequencer: LogSequencer };
  private readonly versions = new Map<string, number>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(parts: LeaseLog['parts']) {
    this.parts = parts;
  }

  /** Takes note of the version that is stored. */
  know({ id, version }: LeaseRecord): void {
    this.versions.set(id, version);
  }

  /**
   * Writes what `read` answers when its turn has come; null writes nothing. Answers what was written. Raises `log.unwritable`.
   */
  append(read: () => LeaseRecord | null, step: LeaseStep): Promise<LeaseRecord | null> {
    const written = this.last.then(() => this.write(read(), step));
    this.last = written.catch(() => undefined);
    return written;
  }

  private async write(record: LeaseRecord | null, step: LeaseStep): Promise<LeaseRecord | null> {
    if (record === null) return null;
    const { ports, sequencer } = this.parts;
    const lease = { ...record, version: (this.versions.get(record.id) ?? 0) + 1 };
    const outcome = await sequencer.append({
      entries: [leaseEntry(lease, { ...step, atMs: ports.clock.nowMs() })],
      changes: () => [{ kind: 'lease.save', lease }],
    });
    if (!outcome.ok) throw new GatewayError('unavailable', 'write the lease: it changed meanwhile, want another try');
    this.versions.set(lease.id, lease.version);
    return lease;
  }
}
