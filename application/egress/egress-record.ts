import type { EntryType } from '../../core/audit/log-entry.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LogSequencer } from '../log-sequencer.ts';
import type { EgressSpec } from './egress-attempt.ts';

type EgressEntryType = Extract<EntryType, `egress.${string}`>;

/** Something about a pass that goes on record. */
export type EgressRecord = {
  readonly type: EgressEntryType;
  readonly data: JsonObject;
  /** What a program wrote, which may hold anything: kept beside the log. Cut to a few kilobytes by the caller. */
  readonly beside?: JsonObject;
};

/** Puts entries of one holder into the log. */
export class EgressRecorder {
  private readonly parts: { readonly sequencer: Pick<LogSequencer, 'append'>; readonly clock: Clock };
  private readonly spec: Pick<EgressSpec, 'principal' | 'session' | 'run'>;

  constructor(parts: EgressRecorder['parts'], spec: EgressRecorder['spec']) {
    this.parts = parts;
    this.spec = spec;
  }

  /** Answers whether the entry is durable; never rejects. */
  async record({ type, data, beside }: EgressRecord): Promise<boolean> {
    const { principal, session, run } = this.spec;
    const atMs = this.parts.clock.nowMs();
    const entry = { type, atMs, actor: principal, session, action: null, data: { ...data, run } };
    const payload = beside === undefined ? null : JSON.stringify(beside);
    try {
      const outcome = await this.parts.sequencer.append({ entries: [{ entry, payload }], changes: () => [] });
      return outcome.ok;
    } catch {
      return false;
    }
  }
}
