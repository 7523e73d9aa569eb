import type { EntryType } from '../../core/audit/log-entry.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RunIdentity } from './run-holder.ts';

type RunEntryType = Extract<EntryType, `run.${string}`>;

/** Something about a run that goes on record. */
export type RunRecord = {
  readonly type: RunEntryType;
  readonly by: string;
  readonly data: JsonObject;
  /** What may name paths, programs and hosts; kept beside the log. */
  readonly beside?: JsonObject;
};

/** Puts something about a run on record; raises `log.unwritable`. Answers its place in the log. */
export async function recordRun(
  { ports, sequencer, events }: FlowContext,
  { id, session }: RunIdentity,
  { type, by, data, beside }: RunRecord,
): Promise<number> {
  const atMs = ports.clock.nowMs();
  const entry = { type, atMs, actor: by, session, action: null, data: { ...data, run: id } };
  const payload = beside === undefined ? null : JSON.stringify(beside);
  const outcome = await sequencer.append({ entries: [{ entry, payload }], changes: () => [] });
  if (!outcome.ok) throw new GatewayError('log.unwritable', `record a run: ${outcome.conflict}`);
  events.publish({ kind: 'run', atMs, run: id, session, change: type });
  return outcome.firstIndex;
}
