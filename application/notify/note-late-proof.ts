import type { Delivery } from '../../core/notify/delivery.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';
import type { FlowContext } from '../flow-context.ts';

/** How many messages are looked through for the one that a report is about. */
const MAX_FOUND = 2;

/**
 * Takes in what a channel's server says later of a message: that it reached the device, or that it never will.
 *
 * The latter is as if it had never been taken: the request goes on to the next step at once. Answers the request to look at, or null.
 */
export async function noteLateProof(
  { ports, sequencer }: FlowContext,
  channel: string,
  { reference, outcome, evidence }: Extract<ChannelUpdate['act'], { readonly kind: 'delivery' }>,
): Promise<string | null> {
  if (reference.length > 512 || !reference.isWellFormed()) return null;
  const found = await ports.stores.notifications.listDeliveries({
    channel,
    reference,
    order: 'newest',
    limit: MAX_FOUND,
  });
  const [delivery] = found;
  if (delivery === undefined || found.length > 1 || delivery.state !== 'accepted') return null;
  const after: Delivery =
    outcome === 'delivered'
      ? { ...delivery, state: 'delivered', version: delivery.version + 1 }
      : { ...delivery, state: 'dead', failure: 'unreachable', settled: true, version: delivery.version + 1 };
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
