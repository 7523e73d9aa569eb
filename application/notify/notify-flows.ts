import type { Delivery, DeliveryState } from '../../core/notify/delivery.ts';
import { AT_TERMINAL, BESIDE_STEPS } from '../../core/notify/delivery.ts';
import { revive } from '../../core/notify/delivery-transitions.ts';
import type { Pairing } from '../../core/notify/pairing.ts';
import type { ChannelKind } from '../../ports/notification-channel.ts';
import { refuseUnproved } from '../approver/prove-person.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { ChannelHealth } from './channel-state.ts';
import type { NotifyDesk } from './notify-desk.ts';
import { type OfferedPairing, offerPairing, unpair } from './pairing-flows.ts';
import { newDelivery } from './plan-deliveries.ts';
import { type PushFlows, pushFlows } from './push-flows.ts';

/** Which messages of the outbox are listed, newest first. */
export type DeliveryListQuery = {
  readonly request: string | null;
  readonly states: readonly DeliveryState[] | null;
  readonly limit: number;
};

/** Channels, pairings and the outbox, as ingresses see them. */
export type NotifyFlows = PushFlows & {
  /** Every channel, and how it does. */
  readonly listChannels: () => readonly ChannelHealth[];
  /** Sends a message that asks nothing to every known place of a channel. Raises `input.invalid` where there is none. */
  readonly testChannel: (caller: Caller, channel: string) => Promise<readonly Delivery[]>;
  /** Messages of the outbox, newest first. */
  readonly listDeliveries: (query: DeliveryListQuery) => Promise<readonly Delivery[]>;
  /** Queues a dead letter again, by its id. Raises `input.invalid` for one that is not dead. */
  readonly retryDelivery: (caller: Caller, id: string) => Promise<Delivery>;
  readonly listPairings: () => readonly Pairing[];
  /** Makes a code for a person; it is shown once. Raises `input.invalid` where none may be made now, `auth.forbidden` as `refuseUnproved` does: the account answers from then on. */
  readonly offerPairing: (
    caller: Caller,
    input: { readonly channel: string; readonly principal: string },
  ) => Promise<OfferedPairing>;
  /** Ends a pairing, by its id or the beginning of it. Raises `auth.forbidden` as `refuseUnproved` does. */
  readonly unpair: (caller: Caller, idOrPrefix: string) => Promise<Pairing>;
};

/** The flows about reaching people. */
export function notifyFlows(context: FlowContext, desk: NotifyDesk): NotifyFlows {
  const { stores, clock } = context.ports;
  return {
    ...pushFlows(context, desk),
    listChannels: () => desk.health(),
    testChannel: (_caller, channel) => testChannel(context, desk, channel),
    listDeliveries: ({ request, states, limit }) =>
      stores.notifications.listDeliveries({
        ...(request === null ? {} : { request }),
        ...(states === null ? {} : { states }),
        order: 'newest',
        limit,
      }),
    retryDelivery: async (_caller, id) => {
      const found = await stores.notifications.findDelivery(id);
      const again = found === null ? null : revive(found, clock.nowMs());
      const conflict =
        again === null ? 'not dead' : await stores.notifications.write([{ kind: 'delivery.save', delivery: again }]);
      if (again === null || conflict !== null)
        throw new GatewayError(
          'input.invalid',
          `retry ${JSON.stringify(id.slice(0, 40))}: found no dead letter with this id`,
          {
            remedies: ['List them: `countersign channels deliveries --dead`.'],
          },
        );
      desk.wake();
      return again;
    },
    listPairings: () => context.notify.book.all(),
    offerPairing: async (caller, input) => {
      refuseUnproved(context, caller, 'pair an account');
      return offerPairing(context, caller, input);
    },
    unpair: async (caller, id) => {
      refuseUnproved(context, caller, 'unpair an account');
      return unpair(context, caller, id);
    },
  };
}

function noPlace(channel: string, desk: NotifyDesk): GatewayError {
  const named = `test the channel ${JSON.stringify(channel.slice(0, 64))}`;
  const found = desk.health().find(({ name }) => name === channel);
  if (found === undefined)
    return new GatewayError('input.invalid', `${named}: found none of this name, want one of channels.yaml`, {
      remedies: ['List them: `countersign channels list`.'],
    });
  if (found.kind === AT_TERMINAL)
    return new GatewayError('input.invalid', `${named}: it is whoever watches, want a channel that sends`, {
      remedies: ['Watch at a terminal: `countersign approvals watch`.'],
    });
  return new GatewayError('input.invalid', `${named}: found no place there, want one at least`, {
    remedies: [HOW_TO_REACH[found.kind]],
  });
}

const PAIR = 'Pair an account first: `countersign channels pair`.';
const HOW_TO_REACH: { readonly [Kind in ChannelKind]: string } = {
  telegram: PAIR,
  discord: PAIR,
  slack: PAIR,
  email: 'Write mailboxes under `people` in channels.yaml.',
  sms: 'Write telephone numbers under `people` in channels.yaml.',
  'web-push': 'Let a browser show notifications first: `countersign dashboard`, then Channels.',
  webhook: 'Configure it in channels.yaml, and start the gateway again.',
};

async function testChannel(
  { ports, notify }: FlowContext,
  desk: NotifyDesk,
  channel: string,
): Promise<readonly Delivery[]> {
  const known = [...notify.book.places(), ...notify.settings.places].filter((place) => place.channel === channel);
  if (known.length === 0) throw noPlace(channel, desk);
  const nowMs = ports.clock.nowMs();
  const deliveries = known.slice(0, 32).map(({ to, person }) =>
    newDelivery({
      id: ports.randomness.uuid(nowMs),
      purpose: 'test',
      request: null,
      step: BESIDE_STEPS,
      channel,
      to,
      person,
      state: 'queued',
      dueAtMs: nowMs,
      createdAtMs: nowMs,
      handles: [],
    }),
  );
  await ports.stores.notifications.write(deliveries.map((delivery) => ({ kind: 'delivery.save', delivery }) as const));
  desk.wake();
  return deliveries;
}
