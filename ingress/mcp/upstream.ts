import type { Json, JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import type { CallContext, InputRequests } from './call-context.ts';
import type { Channel } from './channel.ts';
import { Complaints } from './complaints.ts';
import { type ClientHello, legacyMeta, META, modernMeta, type ServerHello } from './eras.ts';
import { greetServer } from './greet-server.ts';
import { reviewFault } from './review-result.ts';
import { objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, textAt } from './rpc.ts';
import { RpcPeer } from './rpc-peer.ts';
import { ServerAsks } from './server-asks.ts';
import { ToldBudget } from './told-budget.ts';

type Active = { readonly context: CallContext; readonly progressToken: Json | undefined };

/** Rounds of questions in one call; a server that asks more often is not getting anywhere. */
const MAX_ROUNDS = 32;

/** How a server is spoken to. */
export type UpstreamOptions = {
  /** The name that the operator gave the server. */
  readonly name?: string;
  /** Takes secrets out of what the server says of itself, and tells and asks beside its results. */
  readonly redact: (params: JsonObject) => JsonObject;
  /** Told of what the server said that was not passed on, a few times a minute. */
  readonly onFailure?: (what: string, error: unknown) => void;
};

/** Told of what a server says outside any call: lists that changed, resources that were updated, log lines. */
export type ServerListener = (call: RpcCall) => void;

/**
 * One server of either era, spoken to in one way.
 *
 * Whoever calls gets a complete result. What the server asks in between, by `input_required` or by a request of its own, goes
 * to the call's context: so each era of client can be asked in its own way.
 */
export class Upstream {
  private readonly peer: RpcPeer;
  private readonly channel: Channel;
  private readonly complain: (why: string) => void;
  private readonly redact: (params: JsonObject) => JsonObject;
  private readonly asks: ServerAsks;
  private readonly budget = new ToldBudget();
  private readonly calls = new Map<string, Active>();
  private readonly listeners = new Set<ServerListener>();
  private readonly ends = new Set<(reason: string) => void>();
  private nextToken = 1;
  private logLevel: string | null = null;
  private hello_: ServerHello | null = null;
  /** Where a server's request goes that belongs to no call: to the one client of a legacy session. */
  private fallback: CallContext | null = null;

  constructor(channel: Channel, { name = 'unnamed', redact, onFailure }: UpstreamOptions) {
    this.channel = channel;
    this.redact = redact;
    const complaints = new Complaints(onFailure);
    this.complain = (why) => complaints.add(`hear the MCP server ${name}`, new Error(why));
    this.asks = new ServerAsks({ server: name, redact, refused: (what, fault) => complaints.add(what, fault) });
    this.peer = new RpcPeer(channel, {
      request: (call) => this.serve(call),
      notification: (call) => this.noticed(call),
      failed: (what) => this.complain(what),
      closed: (reason) => {
        for (const end of this.ends) end(reason);
      },
    });
  }

  /** Starts the channel and greets the server in the client's era first; raises `RpcFault` when it speaks neither. */
  async open(client: ClientHello): Promise<ServerHello> {
    await this.peer.start();
    const hello = await greetServer(this.peer, client).catch((error: unknown) => {
      throw reviewFault(error, { redact: this.redact });
    });
    this.hello_ = { ...hello, ...this.reviewed(hello) };
    this.channel.settled(this.hello_.version);
    return this.hello_;
  }

  /** What the server said of itself. */
  get hello(): ServerHello {
    if (this.hello_ === null) throw new RpcFault(RPC_CODES.internal, 'the MCP server was not greeted yet');
    return this.hello_;
  }

  /** Tells a legacy server that the client is ready; a modern one needs no such word. */
  ready(): void {
    if (this.hello.era === 'legacy') this.peer.notify('notifications/initialized', {});
  }

  /** Sends requests of the server that belong to no call to this client from now on. */
  askOutsideCalls(context: CallContext | null): void {
    this.fallback = context;
  }

  /** Listens to what belongs to no call; answers a function that ends it. */
  listen(listener: ServerListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls back once when the server is gone. */
  whenClosed(callback: (reason: string) => void): void {
    this.ends.add(callback);
  }

  /**
   * Sends a notification of the client on. Only what is named as one: a `tools/call` without an id is no notification, yet a
   * lenient server would run it, and nobody has decided it.
   */
  notify({ method, params }: RpcCall): void {
    if (method.startsWith('notifications/')) this.peer.notify(method, params);
  }

  /** Makes one request and sees it through to its complete result. */
  async request(
    call: RpcCall,
    context: CallContext,
    headers?: { readonly [name: string]: string },
  ): Promise<RpcAnswer> {
    const meta = objectAt(call.params, '_meta');
    const token = String(this.nextToken++);
    const { progressToken } = meta;
    this.calls.set(token, { context, progressToken });
    try {
      await this.matchLogLevel(meta, context);
      const sent = this.paramsFor(call, { context, token: progressToken === undefined ? undefined : `p${token}` });
      return await this.untilComplete({ method: call.method, params: sent }, context, headers);
    } finally {
      this.calls.delete(token);
    }
  }

  /**
   * Has a modern server tell of changes until the signal ends; listeners get them without the subscription's mark. Answers
   * when the subscription is over.
   */
  async subscribe(notifications: JsonObject, { hello, signal }: Pick<CallContext, 'hello' | 'signal'>): Promise<void> {
    const params = { notifications, _meta: modernMeta({}, hello) };
    await this.peer.request('subscriptions/listen', params, { signal, cancelByStream: this.channel.cancelsByStream });
  }

  /** The log level that a legacy client set: a modern server gets it with every request, a legacy one once. */
  async setLogLevel(call: RpcCall, context: CallContext): Promise<RpcAnswer> {
    this.logLevel = textAt(call.params, 'level');
    return this.hello.era === 'legacy' ? this.request(call, context) : { result: {}, text: null };
  }

  async close(): Promise<void> {
    await this.peer.close();
  }

  private paramsFor(
    { params }: RpcCall,
    { context, token }: { readonly context: CallContext; readonly token: string | undefined },
  ): JsonObject {
    const given = objectAt(params, '_meta');
    const { progressToken: _theirs, ...rest } = given;
    const level = context.hello.era === 'legacy' && this.logLevel !== null ? { [META.logLevel]: this.logLevel } : {};
    const own = { ...rest, ...level, ...(token === undefined ? {} : { progressToken: token }) };
    const meta = this.hello.era === 'modern' ? modernMeta(own, context.hello) : legacyMeta(own);
    const { _meta: _before, ...plain } = params;
    return Object.keys(meta).length === 0 ? plain : { ...plain, _meta: meta };
  }

  private async untilComplete(
    { method, params }: RpcCall,
    context: CallContext,
    headers?: { readonly [name: string]: string },
  ): Promise<RpcAnswer> {
    const isModern = this.hello.era === 'modern';
    const options = { signal: context.signal, headers, cancelByStream: isModern && this.channel.cancelsByStream };
    let sent = params;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const answer = await this.peer.request(method, sent, options);
      if (answer.result['resultType'] !== 'input_required') return answer;
      // To a modern client it would be a question of ours, which nobody has looked at.
      if (!isModern)
        throw new RpcFault(RPC_CODES.internal, 'the MCP server asked in a way that its protocol does not have');
      const { inputRequests, requestState } = answer.result;
      const inputResponses = await this.asks.ask(readInputRequests(inputRequests), context);
      sent = { ...params, inputResponses, ...(requestState === undefined ? {} : { requestState }) };
    }
    throw new RpcFault(RPC_CODES.internal, `the MCP server asked more than ${MAX_ROUNDS} times in one call`);
  }

  /** A modern client names its log level with each call; a legacy server is told when it differs. */
  private async matchLogLevel(meta: JsonObject, { hello, signal }: CallContext): Promise<void> {
    const level = textAt(meta, META.logLevel);
    if (hello.era === 'legacy' || this.hello.era === 'modern' || level === null || level === this.logLevel) return;
    if (this.hello.capabilities['logging'] === undefined) return;
    this.logLevel = level;
    await this.peer.request('logging/setLevel', { level }, { signal, timeoutMs: 5_000 }).catch(() => undefined);
  }

  /** Answers what a legacy server wants of its client: by the newest call in work, or by the session's client. */
  private async serve(call: RpcCall): Promise<RpcAnswer> {
    if (call.method === 'ping') return { result: {}, text: null };
    const active = [...this.calls.values()].at(-1)?.context ?? this.fallback;
    if (active === null) throw new RpcFault(RPC_CODES.unknownMethod, `no client can be asked for ${call.method} now`);
    const answers = await this.asks.ask({ input: call }, active);
    const result = answers['input'];
    if (!isJsonObject(result)) throw new RpcFault(RPC_CODES.internal, 'the client did not answer');
    return { result, text: null };
  }

  private noticed(told: RpcCall): void {
    const heard = this.budget.hear(told);
    if (heard === null) {
      this.complain('found a notification that is too large, or one of too many; it was left out');
      return;
    }
    const call = { ...heard, params: this.redact(heard.params) };
    if (call.method === 'notifications/progress') {
      const token = textAt(call.params, 'progressToken') ?? '';
      const active = token.startsWith('p') ? this.calls.get(token.slice(1)) : undefined;
      const { progressToken } = active ?? {};
      if (progressToken !== undefined) active?.context.notify({ ...call, params: { ...call.params, progressToken } });
      return;
    }
    if (call.method === 'notifications/message' && this.toldToCalls(call)) return;
    for (const listener of this.listeners) listener(withoutSubscription(call));
  }

  /** What a server says of itself, without secrets. */
  private reviewed({ info, capabilities, instructions }: ServerHello): Partial<ServerHello> {
    const { text } = this.redact(instructions === null ? {} : { text: instructions });
    return {
      info: this.redact(info),
      capabilities: this.redact(capabilities),
      instructions: typeof text === 'string' ? text : null,
    };
  }

  /** Log lines go to the modern clients that wait for something; true when there is one. */
  private toldToCalls(call: RpcCall): boolean {
    const modern = [...this.calls.values()].filter(({ context }) => context.hello.era === 'modern');
    for (const { context } of modern) context.notify(call);
    return modern.length > 0;
  }
}

function readInputRequests(value: Json | undefined): InputRequests {
  const requests: Record<string, RpcCall> = {};
  for (const [key, request] of Object.entries(isJsonObject(value) ? value : {})) {
    const method = isJsonObject(request) ? textAt(request, 'method') : null;
    if (!isJsonObject(request) || method === null) {
      throw new RpcFault(
        RPC_CODES.internal,
        `the MCP server asked ${JSON.stringify(key).slice(0, 80)} without a method`,
      );
    }
    requests[key] = { method, params: objectAt(request, 'params') };
  }
  return requests;
}

/** The mark names a subscription of ours, which means nothing to whoever gets the notification from us. */
function withoutSubscription({ method, params }: RpcCall): RpcCall {
  const { _meta, ...rest } = params;
  if (!isJsonObject(_meta) || _meta[META.subscription] === undefined) return { method, params };
  const { [META.subscription]: _mark, ...meta } = _meta;
  return { method, params: Object.keys(meta).length === 0 ? rest : { ...rest, _meta: meta } };
}
