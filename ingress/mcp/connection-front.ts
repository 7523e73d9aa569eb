import type { JsonObject } from '../../core/encoding/json.ts';
import type { CallContext, CallerPlace, GuardedContext } from './call-context.ts';
import type { Channel } from './channel.ts';
import { discoverAnswer, initializeAnswer, misusedIn, serveSubscription } from './client-eras.ts';
import { type ClientHello, isModernRequest, readLegacyHello, readModernHello } from './eras.ts';
import type { Front } from './front.ts';
import type { McpGate } from './mcp-gate.ts';
import { type Exchange, ModernExchanges } from './modern-exchanges.ts';
import { answerOf, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, type RpcId } from './rpc.ts';
import { RpcPeer } from './rpc-peer.ts';
import { quietContext } from './server-changes.ts';

/** What a front on one connection is made of. */
export type ConnectionFrontOptions = {
  readonly gate: McpGate;
  readonly place: CallerPlace;
  /** Reaches the server for this client; called with the first thing that the client says, and not again once it succeeded. */
  readonly connect: (hello: ClientHello) => Promise<Front>;
  readonly closed: (reason: string) => void;
};

type Received = { readonly id: RpcId; readonly signal: AbortSignal };

/**
 * Serves one client on one connection, in the era of each of its requests: a request that names a version in `_meta` is
 * modern; after `initialize` everything else is legacy.
 */
export class ConnectionFront {
  private readonly options: ConnectionFrontOptions;
  private readonly peer: RpcPeer;
  private readonly exchanges: ModernExchanges;
  private front: Promise<Front> | null = null;
  private legacy: { readonly hello: ClientHello; readonly front: Front } | null = null;

  constructor(channel: Channel, options: ConnectionFrontOptions) {
    this.options = options;
    this.peer = new RpcPeer(channel, {
      request: (call, exchange) => this.serve(call, exchange),
      notification: (call) => this.noticed(call),
      closed: options.closed,
      answersUnread: true,
    });
    this.exchanges = new ModernExchanges(misusedIn(options.place.session, options.gate));
  }

  /** Begins to serve. */
  start(): Promise<void> {
    return this.peer.start();
  }

  /** Ends the connection, and the server behind it. */
  async close(): Promise<void> {
    this.exchanges.close();
    const front = await this.front?.catch(() => null);
    await front?.close();
    await this.peer.close();
  }

  private async serve(call: RpcCall, received: Received): Promise<RpcAnswer> {
    if (isModernRequest(call.params)) return this.serveModern(call, received);
    if (call.method === 'initialize') return this.initialize(call.params);
    if (call.method === 'ping') return answerOf({});
    if (this.legacy === null) {
      throw new RpcFault(RPC_CODES.invalidParams, 'want _meta with a protocol version, or initialize first');
    }
    const { front, hello } = this.legacy;
    return front.request(call, this.legacyContext(hello, received));
  }

  private async serveModern(call: RpcCall, { id, signal }: Received): Promise<RpcAnswer> {
    const hello = readModernHello(call.params);
    const notify = (told: RpcCall) => this.peer.notify(told.method, told.params);
    const front = await this.connected(hello);
    if (call.method === 'server/discover') return discoverAnswer(front.hello);
    if (call.method === 'subscriptions/listen') {
      const context = { ...quietContext(hello, signal), place: this.options.place };
      return serveSubscription(front, { id, call, notify, signal, context });
    }
    return this.exchange({ call, hello, bearer: 'connection', notify, signal });
  }

  private async exchange(exchange: Exchange): Promise<RpcAnswer> {
    const front = await this.connected(exchange.hello);
    const { place } = this.options;
    return this.exchanges.handle(exchange, (context) => front.request(exchange.call, { ...context, place }));
  }

  private async initialize(params: JsonObject): Promise<RpcAnswer> {
    const hello = readLegacyHello(params);
    const front = await this.connected(hello);
    this.legacy = { hello, front };
    front.listen((told) => this.peer.notify(told.method, told.params));
    front.askOutsideCalls(this.legacyContext(hello, { id: null, signal: new AbortController().signal }));
    return initializeAnswer(front.hello, versionFor(front, hello));
  }

  /** What is asked or told because of a request goes out beside that request's answer, where the channel can tell them apart. */
  private legacyContext(
    hello: ClientHello,
    { id, signal }: { readonly id: RpcId | null; readonly signal: AbortSignal },
  ): GuardedContext {
    const related = id ?? undefined;
    const ask: CallContext['ask'] = async (requests, _under, withdrawn) => {
      const over = withdrawn === undefined ? signal : AbortSignal.any([signal, withdrawn]);
      const answers: Record<string, JsonObject> = {};
      await Promise.all(
        Object.entries(requests).map(async ([key, { method, params }]) => {
          answers[key] = (await this.peer.request(method, params, { signal: over, related })).result;
        }),
      );
      return answers;
    };
    const notify = ({ method, params }: RpcCall) => this.peer.notify(method, params, related);
    return { hello, ask, notify, signal, place: this.options.place };
  }

  private noticed(call: RpcCall): void {
    this.legacy?.front.notify(call);
  }

  private async connected(hello: ClientHello): Promise<Front> {
    this.front ??= this.options.connect(hello).then((front) => {
      if (hello.era === 'modern') front.notify({ method: 'notifications/initialized', params: {} });
      return front;
    });
    try {
      return await this.front;
    } catch (error) {
      this.front = null;
      throw error;
    }
  }
}

/** A legacy server has settled on a version; a modern one is shown in the version that the client asked for. */
function versionFor(front: Front, hello: ClientHello): string {
  const { version } = front.hello as { readonly version?: string };
  return version !== undefined && version < '2026' ? version : hello.version;
}
