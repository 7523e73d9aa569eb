import type { Json, JsonObject } from '../../core/encoding/json.ts';
import type { CallContext } from './call-context.ts';
import type { ClientHello } from './eras.ts';
import type { GuardedServer } from './guarded-server.ts';
import { objectAt, RPC_CODES, type RpcCall, RpcFault } from './rpc.ts';

/** How long a modern server's stream of changes may be gone before it is opened again. */
const REOPEN_MS = 2_000;
/** Resources watched at once on one server. */
const MAX_WATCHED = 1_024;

/**
 * What changes on one server, in either era: lists, and the resources that somebody watches.
 *
 * When the tools change, the gateway is shown the new list before anybody is told.
 */
export class ServerChanges {
  private readonly server: GuardedServer;
  private readonly hello: ClientHello;
  private readonly tell: (call: RpcCall) => void;
  private readonly over = new AbortController();
  private readonly watched = new Map<string, { count: number; readonly stop: AbortController }>();

  constructor(
    server: GuardedServer,
    { hello, tell }: { readonly hello: ClientHello; readonly tell: (call: RpcCall) => void },
  ) {
    this.server = server;
    this.hello = hello;
    this.tell = tell;
  }

  /** Listens from now on. */
  start(): void {
    const { upstream } = this.server;
    upstream.listen((call) => this.noticed(call));
    const wanted = wantedChanges(upstream.hello.capabilities);
    if (upstream.hello.era === 'modern' && Object.keys(wanted).length > 0) void this.keepOpen(wanted);
  }

  /** Watches a resource; every call is undone by one `unwatch`. */
  async watch(uri: string): Promise<void> {
    const known = this.watched.get(uri);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    if (this.watched.size >= MAX_WATCHED) {
      throw new RpcFault(RPC_CODES.internal, `watch a resource: ${MAX_WATCHED} are watched, want fewer`);
    }
    const stop = new AbortController();
    this.watched.set(uri, { count: 1, stop });
    const { upstream } = this.server;
    if (upstream.hello.era === 'legacy') {
      await this.ask({ method: 'resources/subscribe', params: { uri } }, () => this.watched.delete(uri));
      return;
    }
    const signal = AbortSignal.any([stop.signal, this.over.signal]);
    upstream.subscribe({ resourceSubscriptions: [uri] }, { hello: this.hello, signal }).catch(() => undefined);
  }

  /** Undoes one `watch`. */
  async unwatch(uri: string): Promise<void> {
    const known = this.watched.get(uri);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count > 0) return;
    this.watched.delete(uri);
    known.stop.abort();
    if (this.server.upstream.hello.era === 'legacy') {
      await this.ask({ method: 'resources/unsubscribe', params: { uri } }, () => undefined);
    }
  }

  stop(): void {
    this.over.abort();
  }

  private async ask(call: RpcCall, failed: () => unknown): Promise<void> {
    try {
      await this.server.upstream.request(call, quietContext(this.hello, this.over.signal));
    } catch (error) {
      failed();
      throw error;
    }
  }

  private async keepOpen(wanted: JsonObject): Promise<void> {
    const { signal } = this.over;
    while (!signal.aborted) {
      const lived = performance.now();
      try {
        await this.server.upstream.subscribe(wanted, { hello: this.hello, signal });
        return;
      } catch {
        if (signal.aborted || performance.now() - lived < REOPEN_MS) return;
      }
    }
  }

  private noticed(call: RpcCall): void {
    if (call.method === 'notifications/subscriptions/acknowledged') return;
    if (call.method === 'notifications/prompts/list_changed') this.server.forgetOffers('prompts');
    if (call.method === 'notifications/resources/list_changed') this.server.forgetOffers('resources');
    if (call.method !== 'notifications/tools/list_changed') {
      this.tell(call);
      return;
    }
    this.server.forgetTools();
    this.server.listTools(quietContext(this.hello, this.over.signal)).then(
      () => this.tell(call),
      () => this.tell(call),
    );
  }
}

/** The changes that a server says it tells of. */
export function wantedChanges(capabilities: JsonObject): JsonObject {
  const wanted: Record<string, Json> = {};
  for (const [kind, key] of KINDS) if (objectAt(capabilities, kind)['listChanged'] === true) wanted[key] = true;
  return wanted;
}

const KINDS = [
  ['tools', 'toolsListChanged'],
  ['prompts', 'promptsListChanged'],
  ['resources', 'resourcesListChanged'],
] as const;

/** A context for requests that no client made: nobody can be asked. */
export function quietContext(hello: ClientHello, signal: AbortSignal): CallContext {
  return {
    hello,
    ask: () => Promise.reject(new RpcFault(RPC_CODES.unknownMethod, 'no client can be asked now')),
    notify: () => {},
    signal,
  };
}
