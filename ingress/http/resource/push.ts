import type { Gateway } from '../../../application/gateway.ts';
import { pairingToWire } from '../channel-to-wire.ts';
import { type Route, route } from '../route.ts';
import { pairingAnswer, pairingParams } from '../schema/channel-schema.ts';
import { pushKeysAnswer, pushSchema } from '../schema/push-schema.ts';

const EXAMPLE = {
  channel: 'browsers',
  subscription: {
    endpoint: 'https://push.example/send/abc',
    keys: {
      p256dh: 'BEiqp2Lpd9YcSVPzZcIKtBWrMkwQOoBHrpK5G0mYl8mZ3H8tU1pRkAMt6JSFN9j8mQmBr2mQ0dY1u4bTzS2Zs2o',
      auth: 'k8JV6sjdbhAi1n3_LDBLvA',
    },
  },
};

/** `/v1/push`: browsers that are told by web push, each for the person who is logged in there. */
export function pushRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listPushKeys',
      method: 'GET',
      path: '/v1/push',
      summary: 'Lists the channels that push to browsers, with what a browser subscribes with.',
      answers: { 200: { description: 'The channels.', schema: pushKeysAnswer, example: { channels: [] } } },
      handle: () => ({
        status: 200,
        body: {
          channels: gateway.listPushKeys().map(({ channel, publicKey }) => ({ channel, public_key: publicKey })),
        },
      }),
    }),
    route({
      operation: 'subscribePush',
      method: 'POST',
      path: '/v1/push/subscriptions',
      summary: "Begins to push to the caller's browser: a title and a link, never what a request is about.",
      body: pushSchema,
      bodyExample: EXAMPLE,
      answers: { 201: { description: 'The pairing of the browser.', schema: pairingAnswer } },
      handle: async ({ caller, body: { channel, subscription } }) => {
        const { endpoint, keys } = subscription;
        const pairing = await gateway.subscribePush(caller, { channel, subscription: { endpoint, keys } });
        return { status: 201, body: pairingToWire(pairing) };
      },
    }),
    route({
      operation: 'endPush',
      method: 'DELETE',
      path: '/v1/push/subscriptions/{id}',
      summary: "Ends the pushes to one of the caller's own browsers.",
      params: pairingParams,
      answers: { 200: { description: 'The pairing as it ended.', schema: pairingAnswer } },
      handle: async ({ caller, params }) => ({
        status: 200,
        body: pairingToWire(await gateway.endPush(caller, params.id)),
      }),
    }),
  ];
}
