import type { EntryType } from '../../core/audit/log-entry.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LogSequencer, NewEntry } from '../log/log-sequencer.ts';
import type { EgressSpec } from './egress-attempt.ts';

type EgressEntryType = Extract<EntryType, `egress.${string}`>;

/** Something about a pass that goes on record. */
export type EgressRecord = {
  readonly type: EgressEntryType;
  readonly data: JsonObject;
  /** What a program wrote, which may hold anything: kept beside the log. Cut to a few kilobytes by the caller. */
  readonly beside?: JsonObject;
};

type RecorderParts = { readonly sequencer: Pick<LogSequencer, 'append'>; readonly clock: Clock };

/** How long what nothing waits for may wait for company: then it shares a commit with what comes meanwhile. */
const LATER_MS = 100;
const MAX_LATER = 64;

/** Puts entries of one holder into the log. */
export class EgressRecorder {
  private readonly parts: RecorderParts;
  private readonly spec: Pick<EgressSpec, 'principal' | 'session' | 'run'>;
  private waiting: EgressRecord[] = [];
  private cancelTimer: (() => void) | null = null;

  constructor(parts: RecorderParts, spec: Pick<EgressSpec, 'principal' | 'session' | 'run'>) {
    this.parts = parts;
    this.spec = spec;
  }

  /** Answers whether the entry is durable, and what waited with it; never rejects. */
  async record(record: EgressRecord): Promise<boolean> {
    const records = [...this.waiting.splice(0), record];
    this.cancelTimer?.();
    this.cancelTimer = null;
    return this.append(records);
  }

  /** Records something that nothing waits for, such as the end of a connection: with the next entry, or a tenth of a second later. */
  recordLater(record: EgressRecord): void {
    this.waiting.push(record);
    if (this.waiting.length >= MAX_LATER) this.flush();
    else this.cancelTimer ??= this.parts.clock.after(LATER_MS, () => this.flush());
  }

  /** Records at once what waits. */
  flush(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    if (this.waiting.length > 0) void this.append(this.waiting.splice(0));
  }

  private async append(records: readonly EgressRecord[]): Promise<boolean> {
    // The time is that of the entry's place in the log, which never goes back.
    const atMs = this.parts.clock.nowMs();
    try {
      const entries = records.map((record) => this.entryOf(record, atMs));
      const outcome = await this.parts.sequencer.append({ entries, changes: () => [] });
      return outcome.ok;
    } catch {
      return false;
    }
  }

  private entryOf({ type, data, beside }: EgressRecord, atMs: number): NewEntry {
    const { principal, session, run } = this.spec;
    const entry = { type, atMs, actor: principal, session, action: null, data: { ...data, run } };
    return { entry, payload: beside === undefined ? null : JSON.stringify(beside) };
  }
}
