import { stepCompensation } from '../../core/compensation/compensation.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import type { FlowContext } from '../flow-context.ts';
import { lookRegularly, type RegularLook } from '../look-regularly.ts';
import { changesOfStep } from './compensation-changes.ts';

const LOOK_EVERY_MS = 60_000;
/** Most that are looked at in one look; the others wait for the next, a minute later. */
const MAX_AT_ONCE = 1_000;
/** How long whoever was given an inverse may take to report its outcome. */
const DEADLINE_MS = 60 * 60 * 1_000;

/**
 * Ends the wait for inverses that were released to their principal and never reported: after an hour nobody can say whether they
 * ran, and a person must look.
 *
 * Nothing is run again by itself. A report that comes later still counts, and so does an inverse that is registered anew. The
 * hour goes on while the gateway is down.
 */
export function endOverdueInverses(context: FlowContext): RegularLook {
  const { clock, stores } = context.ports;
  return lookRegularly(clock, {
    everyMs: LOOK_EVERY_MS,
    look: async (isOver) => {
      for (const record of await stores.compensations.listByState('running', MAX_AT_ONCE)) {
        if (isOver()) return;
        const run = record.ranAs === null ? null : await stores.actions.find(record.ranAs);
        const releasedAtMs = run?.createdAtMs ?? record.registeredAtMs;
        if (clock.nowMs() - releasedAtMs >= DEADLINE_MS) await lapse(context, record);
      }
    },
  });
}

/** Where a report comes first, that stands: the change is for what still runs. */
async function lapse({ ports, sequencer, events }: FlowContext, record: CompensationRecord): Promise<void> {
  const next = stepCompensation(record, { kind: 'lapsed' });
  if (next === null) return;
  const atMs = ports.clock.nowMs();
  const { action, session, ranAs, logIndex, state } = record;
  const data = { ran_as: ranAs, registered: logIndex, state: next.state };
  const outcome = await sequencer.append({
    entries: [{ entry: { type: 'compensation.lapsed', atMs, actor: 'gateway', session, action, data }, payload: null }],
    changes: () => changesOfStep(record, { from: state, to: next.state, ranAs, atMs }),
  });
  if (!outcome.ok || ranAs === null) return;
  events.publish({ kind: 'outcome', logIndex: outcome.firstIndex, atMs, actionId: ranAs, result: 'unknown' });
}
