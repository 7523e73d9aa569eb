import type { Json, JsonObject } from '../../core/encoding/json.ts';
import type { CallContext } from './call-context.ts';
import { Coalesced } from './coalesced.ts';
import type { ClientHello } from './eras.ts';
import type { GuardedServer } from './guarded-server.ts';
import { objectAt, RPC_CODES, type RpcCall, RpcFault } from './rpc.ts';

/** How long a modern server's stream of changes may be gone before it is opened again. */
const REOPEN_MS = 2_000;
/** Resources watched at once on one server. */
const MAX_WATCHED = 1_024;
/** A list is read again, and clients are told of it, this often at most, however often the server says that it changed. */
const RELIST_MS = 1_000;
/** How long one such reading may take before it is given up, and clients are told without it. */
const RELIST_TIMEOUT_MS = 30_000;

/**
 * What changes on one server, in either era: lists, and the resources that somebody watches.
 *
 * When the tools change, the gateway is shown the new list before anybody is told. A server that says all the time that a list
 * changed has it read once a second.
 */
export class ServerChanges {
  private readonly server: GuardedServer;
  private readonly hello: ClientHello;
  private readonly tell: (call: RpcCall) => void;
  private readonly over = new AbortController();
  private readonly relists: ReadonlyMap<string, Coalesced>;
  private readonly watched = new Map<string, { count: number; readonly stop: AbortController }>();

  constructor(
    server: GuardedServer,
    { hello, tell }: { readonly hello: ClientHello; readonly tell: (call: RpcCall) => void },
  ) {
    this.server = server;
    this.hello = hello;
    this.tell = tell;
    this.relists = new Map(
      KINDS.map(([kind]) => {
        const method = changedMethod(kind);
        return [method, new Coalesced({ everyMs: RELIST_MS, run: () => this.relist(kind, method) })];
      }),
    );
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
    for (const relist of this.relists.values()) relist.stop();
  }

  private async ask(call: RpcCall, failed: () => unknown): Promise<void> {
    try {
      await this.server.upstream.request(call, quietContext(this.hello, this.over.signal));
    } catch (error) {
      failed();
      throw this.server.reviewFault(error);
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
    if (call.method === changedMethod('prompts')) this.server.forgetOffers('prompts');
    if (call.method === changedMethod('resources')) this.server.forgetOffers('resources');
    if (call.method === changedMethod('tools')) this.server.forgetTools();
    const relist = this.relists.get(call.method);
    if (relist === undefined) this.tell(call);
    else relist.ask();
  }

  private async relist(kind: string, method: string): Promise<void> {
    if (kind === 'tools') {
      const signal = AbortSignal.any([this.over.signal, AbortSignal.timeout(RELIST_TIMEOUT_MS)]);
      await this.server.listTools(quietContext(this.hello, signal)).catch(() => undefined);
    }
    this.tell({ method, params: {} });
  }
}

function changedMethod(kind: string): string {
  return `notifications/${kind}/list_changed`;
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
