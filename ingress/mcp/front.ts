import type { JsonObject } from '../../core/encoding/json.ts';
import type { CallContext, GuardedContext } from './call-context.ts';
import { type ClientHello, toLegacyAnswer, toModernAnswer, withoutQuestions } from './eras.ts';
import type { GuardedServer } from './guarded-server.ts';
import { addressAt, type RpcAnswer, type RpcCall } from './rpc.ts';
import { ServerChanges } from './server-changes.ts';

/** What a front shows of the servers behind it. */
export type FrontHello = {
  readonly capabilities: JsonObject;
  readonly info: JsonObject;
  readonly instructions: string | null;
};

/**
 * Everything behind one door, for clients of one hello: a single server as it is, or many under namespaces.
 *
 * Invariant: a tool is called in one place only, `GuardedServer.callTool`.
 */
export interface Front {
  readonly hello: FrontHello;
  /** Answers a request in the era of the context's client. */
  request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer>;
  /** The schema of a tool's arguments as the server listed it; null for a tool that it does not list. */
  schemaOf(tool: string, context: CallContext): Promise<JsonObject | null>;
  /** Takes a notification of the client. */
  notify(call: RpcCall): void;
  /** Watches a resource for a modern client's subscription; a legacy one asks with `resources/subscribe`. */
  watch(uri: string, context: GuardedContext): Promise<void>;
  unwatch(uri: string): Promise<void>;
  /** Tells of changes, log lines and whatever belongs to no call; answers a function that ends it. */
  listen(listener: (call: RpcCall) => void): () => void;
  /** Where a legacy server's requests go that belong to no call. */
  askOutsideCalls(context: CallContext | null): void;
  close(): Promise<void>;
}

/** Gives an answer the shape of the client's era. */
export function inEraOf(
  hello: ClientHello,
  {
    method,
    server,
    answer,
  }: { readonly method: string; readonly server: 'modern' | 'legacy'; readonly answer: RpcAnswer },
): RpcAnswer {
  if (hello.era === 'modern')
    return server === 'modern' && answer.result['resultType'] !== undefined
      ? answer
      : toModernAnswer(method, server === 'legacy' ? withoutQuestions(answer) : answer);
  return server === 'modern' ? toLegacyAnswer(answer) : answer;
}

/** One server, shown as it is: names, capabilities and results are its own. */
export class SingleFront implements Front {
  private readonly server: GuardedServer;
  private readonly changes: ServerChanges;
  private readonly listeners = new Set<(call: RpcCall) => void>();

  constructor(server: GuardedServer, hello: ClientHello) {
    this.server = server;
    this.changes = new ServerChanges(server, { hello, tell: (call) => this.tell(call) });
    this.changes.start();
  }

  get hello(): FrontHello {
    return this.server.hello;
  }

  async request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const answer = await this.answer(call, context).catch((error: unknown) => {
      throw this.server.reviewFault(error);
    });
    return inEraOf(context.hello, { method: call.method, server: this.server.hello.era, answer });
  }

  schemaOf(tool: string, context: CallContext): Promise<JsonObject | null> {
    return this.server.schemaOf(tool, context);
  }

  notify(call: RpcCall): void {
    if (call.method === 'notifications/initialized') this.server.upstream.ready();
    else if (this.server.hello.era === 'legacy') this.server.tell(call);
  }

  watch(uri: string, context: GuardedContext): Promise<void> {
    return this.server.watchResource(uri, context, () => this.changes.watch(uri));
  }

  unwatch(uri: string): Promise<void> {
    return this.changes.unwatch(uri);
  }

  listen(listener: (call: RpcCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  askOutsideCalls(context: CallContext | null): void {
    this.server.upstream.askOutsideCalls(context);
  }

  async close(): Promise<void> {
    this.changes.stop();
    await this.server.close();
  }

  private async answer(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    switch (call.method) {
      case 'tools/call':
        return this.server.callTool(call.params, context);
      case 'tools/list':
        return (await this.server.listTools(context)).answer;
      case 'prompts/list':
      case 'resources/list':
      case 'resources/templates/list':
        return (await this.server.listOffers(call.method, context)).answer;
      case 'logging/setLevel':
        return this.server.setLogLevel(call, context);
      case 'resources/subscribe':
        return this.beginWatch(call, context);
      case 'resources/unsubscribe':
        if (this.server.hello.era === 'legacy') return this.server.request(call, context);
        await this.changes.unwatch(addressAt(call.params, 'uri'));
        return { result: {}, text: null };
      default:
        return this.server.request(call, context);
    }
  }

  /** A legacy server answers the request itself; for a modern one a stream of changes is opened. */
  private async beginWatch(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const uri = addressAt(call.params, 'uri');
    let answer: RpcAnswer = { result: {}, text: null };
    await this.server.watchResource(uri, context, async () => {
      if (this.server.hello.era === 'modern') await this.changes.watch(uri);
      else answer = await this.server.request(call, context);
    });
    return answer;
  }

  private tell(call: RpcCall): void {
    for (const listener of this.listeners) listener(call);
  }
}
