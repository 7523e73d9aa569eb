import type { Gateway } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { EventClients } from '../event-clients.ts';
import { type Route, route } from '../route.ts';

const STREAM_TYPE = 'text/event-stream; charset=utf-8';

/** `GET /v1/events`: what just became durable, as server-sent events. */
export function eventRoutes(gateway: Gateway, clients: EventClients): readonly Route[] {
  return [
    route({
      operation: 'watchEvents',
      method: 'GET',
      path: '/v1/events',
      summary: 'Streams events from now on. A client that does not keep up is disconnected.',
      answers: {
        200: { description: 'Server-sent events; the data of each is JSON.', schema: null, contentType: STREAM_TYPE },
      },
      handle: ({ caller, method, disconnect, stillPermitted }) => {
        if (method === 'HEAD') return { status: 200, stream: null, contentType: STREAM_TYPE };
        const stream = clients.open({
          holder: caller.principal,
          subscribe: (listener) => gateway.subscribe(listener, caller),
          disconnect,
          stillPermitted,
        });
        if (stream === null) {
          throw new GatewayError('unavailable', 'stream events: too many clients are watching', {
            remedies: ['close another client, or list the log instead'],
          });
        }
        return { status: 200, stream, contentType: STREAM_TYPE };
      },
    }),
  ];
}
