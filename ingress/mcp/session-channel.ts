import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Channel } from './channel.ts';
import { readValue } from './read-message.ts';
import { messageOf } from './rpc.ts';

type Message = Parameters<WebStandardStreamableHTTPServerTransport['send']>[0];

/** A legacy client's session as a channel: what belongs to a request goes out on that request's own stream. */
export function openSessionChannel(transport: WebStandardStreamableHTTPServerTransport): Channel {
  return {
    start: async (reader) => {
      Object.assign(transport, {
        onmessage: (message: unknown) => reader.received(readValue(message)),
        onclose: () => reader.closed('the session ended'),
      });
      await transport.start();
    },
    send: (message, { related } = {}) => {
      const options = related === undefined ? {} : { relatedRequestId: related };
      transport.send(messageOf(message) as Message, options).catch(() => undefined);
    },
    settled: () => {},
    cancelsByStream: false,
    close: () => transport.close().catch(() => undefined),
  };
}
