import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { boundedFetch } from './bounded-fetch.ts';
import type { Channel, ChannelReader } from './channel.ts';
import { readValue } from './read-message.ts';
import { messageOf, type Outgoing, RPC_CODES, RpcFault } from './rpc.ts';

/** A server behind Streamable HTTP. */
export type HttpServerAddress = {
  readonly url: string;
  /** Sent with every request, to this origin only. */
  readonly headers: { readonly [name: string]: string };
  /** The largest message that is read; default 16 MiB. */
  readonly maxMessageBytes?: number;
};

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * A channel to a server behind HTTP, by the official transport, which is loaded when the first one is opened. It follows
 * redirects within the origin only, and takes up broken streams of the older protocol where the server lets it.
 */
export async function openHttpChannel(address: HttpServerAddress): Promise<Channel> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const transport = new StreamableHTTPClientTransport(new URL(address.url), {
    requestInit: { headers: { ...address.headers } },
    fetch: boundedFetch(address.maxMessageBytes ?? MAX_MESSAGE_BYTES),
  });
  let reader: ChannelReader | null = null;
  return {
    start: async (given) => {
      reader = given;
      Object.assign(transport, {
        onmessage: (message: unknown) => given.received(readValue(message)),
        onclose: () => given.closed('the connection was closed'),
      });
      await transport.start();
    },
    send: (message, options = {}) => void deliver(transport, { message, options, reader }),
    settled: (version) => transport.setProtocolVersion(version),
    cancelsByStream: true,
    close: async () => {
      await transport.terminateSession().catch(() => undefined);
      await transport.close().catch(() => undefined);
    },
  };
}

type Delivery = {
  readonly message: Outgoing;
  readonly options: { readonly signal?: AbortSignal; readonly headers?: { readonly [name: string]: string } };
  readonly reader: ChannelReader | null;
};

/** A request that cannot be delivered is answered with an error; anything else that cannot is lost, as on a broken line. */
async function deliver(
  transport: StreamableHTTPClientTransport,
  { message, options, reader }: Delivery,
): Promise<void> {
  try {
    await transport.send(messageOf(message) as Parameters<StreamableHTTPClientTransport['send']>[0], {
      ...(options.signal === undefined ? {} : { requestSignal: options.signal }),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
    });
  } catch (error) {
    if (message.kind !== 'request') return;
    const why = error instanceof Error ? error.message.slice(0, 300) : 'no connection';
    reader?.received({
      kind: 'error',
      id: message.id,
      fault: new RpcFault(RPC_CODES.internal, `reach the MCP server: ${why}`),
    });
  }
}
