import type { Delivery } from '../../core/notify/delivery.ts';
import type { FlowContext } from '../flow-context.ts';
import type { LateReport } from './early-reports.ts';

/** How many messages are looked through for the one that a report is about. */
const MAX_FOUND = 2;

/**
 * Takes in what a channel's server says later of a message: that it reached the device, or that it never will.
 *
 * The latter is as if it had never been taken: the request goes on to the next step at once. What comes before the message is on record
 * is kept for when it is (`EarlyReports`). Answers the request to look at, or null.
 */
export async function noteLateProof(
  { ports, sequencer, notify }: FlowContext,
  channel: string,
  report: LateReport,
): Promise<string | null> {
  const { reference, outcome, evidence } = report;
  if (reference.length > 512 || !reference.isWellFormed()) return null;
  // Kept before it is looked for: whoever writes the record meanwhile finds it.
  notify.reports.keep(channel, { ...report, evidence: evidence.slice(0, 512) });
  const found = await ports.stores.notifications.listDeliveries({
    channel,
    reference,
    order: 'newest',
    limit: MAX_FOUND,
  });
  const [delivery] = found;
  if (delivery === undefined) return null;
  notify.reports.take(channel, reference);
  if (found.length > 1 || delivery.state !== 'accepted') return null;
  const after: Delivery =
    outcome === 'delivered'
      ? { ...delivery, state: 'delivered', version: delivery.version + 1 }
      : {
          ...delivery,
          state: 'dead',
          failure: 'unreachable',
          editDueAtMs: null,
          settled: true,
          version: delivery.version + 1,
        };
  const { id, request, person, purpose } = delivery;
  const entry = {
    type: outcome === 'delivered' ? ('notification.delivered' as const) : ('notification.dead' as const),
    atMs: ports.clock.nowMs(),
    actor: 'gateway',
    session: null,
    action: null,
    data: { channel, delivery: id, person, proof: outcome, purpose, request },
  };
  const payload = JSON.stringify({ evidence: evidence.slice(0, 512), reference });
  await sequencer.append({
    entries: [{ entry, payload }],
    changes: () => [{ kind: 'delivery.save', delivery: after }],
  });
  return request;
}
