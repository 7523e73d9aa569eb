import type { Gateway } from '../../../application/gateway.ts';
import { channelToWire, deliveryToWire, pairingToWire } from '../channel-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  channelsAnswer,
  deliveriesAnswer,
  deliveriesQuery,
  deliveryAnswer,
  deliveryParams,
  offerAnswer,
  offerSchema,
  pairingAnswer,
  pairingParams,
  pairingsAnswer,
  testSchema,
} from '../schema/channel-schema.ts';
import { nothing } from '../schema/request-schema.ts';

const DEFAULT_LIMIT = 100;

/** `/v1/channels` and `/v1/deliveries`: how people are reached, whose accounts are whose, and what was sent. */
export function channelRoutes(gateway: Gateway): readonly Route[] {
  return [...channels(gateway), ...pairings(gateway), ...deliveries(gateway)];
}

function channels(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listChannels',
      method: 'GET',
      path: '/v1/channels',
      summary: 'Lists the ways to reach people, and how each does.',
      answers: { 200: { description: 'The channels.', schema: channelsAnswer, example: { channels: [] } } },
      handle: () => ({ status: 200, body: { channels: gateway.listChannels().map(channelToWire) } }),
    }),
    route({
      operation: 'testChannel',
      method: 'POST',
      path: '/v1/channels/test',
      summary: 'Sends a message that asks nothing to every known place of a channel.',
      body: testSchema,
      bodyExample: { channel: 'telegram' },
      answers: { 202: { description: 'The messages, queued.', schema: deliveriesAnswer } },
      handle: async ({ caller, body }) => {
        const sent = await gateway.testChannel(caller, body.channel);
        return { status: 202, body: { deliveries: sent.map(deliveryToWire) } };
      },
    }),
  ];
}

function pairings(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listPairings',
      method: 'GET',
      path: '/v1/channels/pairings',
      summary: 'Lists accounts that are paired, and codes that nobody has used yet.',
      answers: { 200: { description: 'The pairings.', schema: pairingsAnswer, example: { pairings: [] } } },
      handle: () => ({ status: 200, body: { pairings: gateway.listPairings().map(pairingToWire) } }),
    }),
    route({
      operation: 'offerPairing',
      method: 'POST',
      path: '/v1/channels/pairings',
      summary: 'Makes a code for a person to type at a channel within the hour. It is shown once.',
      body: offerSchema,
      bodyExample: { channel: 'telegram', principal: 'human:ada' },
      answers: { 201: { description: 'The pairing and its code.', schema: offerAnswer } },
      handle: async ({ caller, body }) => {
        const { pairing, code } = await gateway.offerPairing(caller, body);
        return { status: 201, body: { pairing: pairingToWire(pairing), code } };
      },
    }),
    route({
      operation: 'unpair',
      method: 'DELETE',
      path: '/v1/channels/pairings/{id}',
      summary: 'Ends a pairing, by its id or the beginning of it. What it approved and nobody has used is void.',
      params: pairingParams,
      answers: { 200: { description: 'The pairing as it ended.', schema: pairingAnswer } },
      handle: async ({ caller, params }) => ({
        status: 200,
        body: pairingToWire(await gateway.unpair(caller, params.id)),
      }),
    }),
  ];
}

function deliveries(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listDeliveries',
      method: 'GET',
      path: '/v1/deliveries',
      summary: 'Lists messages of the outbox, newest first; `state=dead` those that were given up.',
      query: deliveriesQuery,
      answers: { 200: { description: 'The messages.', schema: deliveriesAnswer, example: { deliveries: [] } } },
      handle: async ({ query }) => {
        const { request = null, state, limit = DEFAULT_LIMIT } = query;
        const listed = await gateway.listDeliveries({
          request,
          states: state === undefined ? null : [state],
          limit: Math.max(1, limit),
        });
        return { status: 200, body: { deliveries: listed.map(deliveryToWire) } };
      },
    }),
    route({
      operation: 'retryDelivery',
      method: 'POST',
      path: '/v1/deliveries/{id}/retry',
      summary: 'Queues a message again that was given up.',
      params: deliveryParams,
      body: nothing,
      bodyExample: {},
      answers: { 202: { description: 'The message, queued.', schema: deliveryAnswer } },
      handle: async ({ caller, params }) => ({
        status: 202,
        body: deliveryToWire(await gateway.retryDelivery(caller, params.id)),
      }),
    }),
  ];
}
