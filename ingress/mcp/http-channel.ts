import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Channel, ChannelReader } from './channel.ts';
import { messageOf, type Outgoing, RPC_CODES, RpcFault, sortMessage } from './rpc.ts';

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
        onmessage: (message: unknown) => given.received(sortMessage(message)),
        onclose: () => given.closed('the connection was closed'),
      });
      await transport.start();
    },
    send: (message, options = {}) => void deliver(transport, { message, options, reader }),
    settled: (version) => transport.setProtocolVersion(version),
    cancelsByStream: true,
    close: async () => {
      await transport.terminateSession().catch(() => undefined);
      await transport.close();
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

/** Ends an answer when one message of it is larger than the bound: a JSON body, or one event of a stream. */
function boundedFetch(maxBytes: number): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null) return response;
    let sizeBytes = 0;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        const blank = lastBlankLine(chunk);
        sizeBytes = blank < 0 ? sizeBytes + chunk.length : chunk.length - blank;
        if (sizeBytes > maxBytes) controller.error(new Error(`a message of more than ${maxBytes} bytes`));
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
  };
}

/** Place of the last line break that follows another; events of a stream end so. */
function lastBlankLine(chunk: Uint8Array): number {
  for (let at = chunk.length - 1; at > 0; at--) {
    if (chunk[at] !== 0x0a) continue;
    const before = chunk[at - 1] === 0x0d ? at - 2 : at - 1;
    if (chunk[before] === 0x0a) return at;
  }
  return -1;
}
