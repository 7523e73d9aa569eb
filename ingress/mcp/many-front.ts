import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import type { CallContext, GuardedContext } from './call-context.ts';
import type { ClientHello } from './eras.ts';
import { type Front, type FrontHello, inEraOf } from './front.ts';
import type { GuardedServer } from './guarded-server.ts';
import { qualifyItems, splitName } from './namespace.ts';
import { isOfferList } from './offer-listing.ts';
import { ResourceRoutes } from './resource-routes.ts';
import { addressAt, answerOf, objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, textAt } from './rpc.ts';
import { ServerChanges } from './server-changes.ts';
import { refusal, unlistedText } from './texts.ts';

/** How many servers are shown together. */
export type ManyFrontOptions = {
  readonly hello: ClientHello;
  readonly info: JsonObject;
  /** Told of a server that did not answer for a list; the others' entries are shown without its own. */
  readonly onFailure: (what: string, error: unknown) => void;
  /** How long one server may take for a list before it is shown without its entries; default 15 s. */
  readonly listMs?: number;
};

type Guarded = { readonly server: GuardedServer; readonly changes: ServerChanges };

const LISTS: { readonly [method: string]: { readonly field: string; readonly kind: string } } = {
  'tools/list': { field: 'tools', kind: 'tools' },
  'prompts/list': { field: 'prompts', kind: 'prompts' },
  'resources/list': { field: 'resources', kind: 'resources' },
  'resources/templates/list': { field: 'resourceTemplates', kind: 'resources' },
};

/**
 * Many servers behind one door: tools and prompts as `server__name`, resources under their own addresses.
 *
 * A server that is down takes only its own entries away.
 */
export class ManyFront implements Front {
  readonly hello: FrontHello;
  private readonly servers = new Map<string, Guarded>();
  private readonly routes = new ResourceRoutes();
  private readonly listeners = new Set<(call: RpcCall) => void>();
  private readonly options: ManyFrontOptions;

  constructor(servers: readonly GuardedServer[], options: ManyFrontOptions) {
    this.options = options;
    for (const server of servers) {
      const changes = new ServerChanges(server, { hello: options.hello, tell: (call) => this.tell(call) });
      this.servers.set(server.name, { server, changes });
      changes.start();
    }
    this.hello = {
      capabilities: mergedCapabilities(servers.map((server) => server.hello.capabilities)),
      info: options.info,
      instructions: instructionsOf(servers),
    };
  }

  async request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const { server, answer } = await this.answer(call, context);
    return inEraOf(context.hello, { method: call.method, server: server?.hello.era ?? 'legacy', answer });
  }

  async schemaOf(tool: string, context: CallContext): Promise<JsonObject | null> {
    const split = splitName(tool);
    const found = split === null ? undefined : this.servers.get(split.server);
    return split === null || found === undefined ? null : found.server.schemaOf(split.own, context);
  }

  notify(call: RpcCall): void {
    for (const { server } of this.servers.values()) {
      if (call.method === 'notifications/initialized') server.upstream.ready();
      else if (server.hello.era === 'legacy') server.tell(call);
    }
  }

  async watch(uri: string, context: GuardedContext): Promise<void> {
    const { server, changes } = this.ownerOf(uri);
    await server.watchResource(uri, context, () => changes.watch(uri));
  }

  async unwatch(uri: string): Promise<void> {
    await this.ownerOf(uri).changes.unwatch(uri);
  }

  listen(listener: (call: RpcCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  askOutsideCalls(context: CallContext | null): void {
    for (const { server } of this.servers.values()) server.upstream.askOutsideCalls(context);
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.servers.values()].map(({ server, changes }) => {
        changes.stop();
        return server.close();
      }),
    );
  }

  private async answer(call: RpcCall, context: GuardedContext): Promise<Answered> {
    if (LISTS[call.method] !== undefined) return { server: null, answer: await this.list(call.method, context) };
    switch (call.method) {
      case 'tools/call':
        return this.callTool(call, context);
      case 'prompts/get': {
        const { server, own } = this.named(textAt(call.params, 'name'));
        return via(server, { ...call, params: { ...call.params, name: own } }, context);
      }
      case 'completion/complete':
        return this.complete(call, context);
      case 'resources/read':
        return this.read(call, context);
      case 'resources/subscribe':
      case 'resources/unsubscribe': {
        const uri = addressAt(call.params, 'uri');
        await (call.method === 'resources/subscribe' ? this.watch(uri, context) : this.unwatch(uri));
        return { server: null, answer: answerOf({}) };
      }
      case 'logging/setLevel':
        return this.setLogLevel(call, context);
      default:
        throw new RpcFault(RPC_CODES.unknownMethod, 'Method not found');
    }
  }

  private async callTool(call: RpcCall, context: GuardedContext): Promise<Answered> {
    const name = textAt(call.params, 'name') ?? '';
    const split = splitName(name);
    const found = split === null ? undefined : this.servers.get(split.server);
    if (split === null || found === undefined) return { server: null, answer: refusal(unlistedText(name)) };
    const answer = await found.server.callTool({ ...call.params, name: split.own }, context);
    this.routes.learnResult(found.server.name, answer.result);
    return { server: found.server, answer };
  }

  private async list(method: string, context: GuardedContext): Promise<RpcAnswer> {
    const { field = '', kind = '' } = LISTS[method] ?? {};
    const able = [...this.servers.values()].filter(({ server }) => server.hello.capabilities[kind] !== undefined);
    const lists = await Promise.all(
      able.map(async ({ server }) => {
        try {
          const signal = AbortSignal.any([context.signal, AbortSignal.timeout(this.options.listMs ?? LIST_MS)]);
          return await listOf(server, { method, field, context: { ...context, signal } });
        } catch (error) {
          this.options.onFailure(`${method} of ${server.name}`, error);
          return [];
        }
      }),
    );
    // In the order of the configuration, not in that of the answers: who is first must not depend on who is fast.
    const shown = able.flatMap(({ server }, place) => this.shownOf(server, { method, items: lists[place] ?? [] }));
    return answerOf({ [field]: shown });
  }

  /** Entries as clients see them. A resource that another server had first is left out, and told of. */
  private shownOf(
    { name }: GuardedServer,
    { method, items }: { readonly method: string; readonly items: readonly JsonObject[] },
  ): readonly JsonObject[] {
    if (method === 'tools/list' || method === 'prompts/list') return qualifyItems(name, items);
    const { own, shadowed } = this.routes.learnList(name, items);
    for (const { address, owner } of shadowed.slice(0, MAX_TOLD)) {
      const found = `${JSON.stringify(address.slice(0, 200))} belongs to ${owner}, which listed it first`;
      this.options.onFailure(`list a resource of ${name}`, new Error(found));
    }
    return own;
  }

  private complete(call: RpcCall, context: GuardedContext): Promise<Answered> {
    const ref = objectAt(call.params, 'ref');
    if (ref['type'] !== 'ref/prompt') return via(this.ownerOf(addressAt(ref, 'uri')).server, call, context);
    const { server, own } = this.named(textAt(ref, 'name'));
    return via(server, { ...call, params: { ...call.params, ref: { ...ref, name: own } } }, context);
  }

  /** Where nobody is known to have the address, everybody is asked for a list; who is not on one is not asked to read it. */
  private async read(call: RpcCall, context: GuardedContext): Promise<Answered> {
    const uri = addressAt(call.params, 'uri');
    if (this.routes.find(uri) === null) {
      await this.list('resources/list', context);
      await this.list('resources/templates/list', context);
    }
    const known = this.routes.find(uri);
    const found = known === null ? undefined : this.servers.get(known);
    if (found === undefined) throw new RpcFault(-32_002, 'Resource not found');
    return via(found.server, call, context);
  }

  private async setLogLevel(call: RpcCall, context: GuardedContext): Promise<Answered> {
    const able = [...this.servers.values()].filter(({ server }) => server.hello.capabilities['logging'] !== undefined);
    await Promise.all(able.map(({ server }) => server.setLogLevel(call, context)));
    return { server: null, answer: answerOf({}) };
  }

  private named(name: string | null): { readonly server: GuardedServer; readonly own: string } {
    const split = name === null ? null : splitName(name);
    const found = split === null ? undefined : this.servers.get(split.server);
    if (split !== null && found !== undefined) return { server: found.server, own: split.own };
    throw new RpcFault(RPC_CODES.invalidParams, 'find a server: want a name as server__name, from the list');
  }

  private ownerOf(uri: string): Guarded {
    const name = this.routes.find(uri);
    const found = name === null ? undefined : this.servers.get(name);
    if (found !== undefined) return found;
    throw new RpcFault(
      RPC_CODES.invalidParams,
      'find a server: no server is known for this address; list resources first',
    );
  }

  private tell(call: RpcCall): void {
    for (const listener of this.listeners) listener(call);
  }
}

const LIST_MS = 15_000;

/** Most shadowed addresses that are told of at a time. */
const MAX_TOLD = 8;

type Answered = { readonly server: GuardedServer | null; readonly answer: RpcAnswer };

async function listOf(
  server: GuardedServer,
  { method, field, context }: { readonly method: string; readonly field: string; readonly context: GuardedContext },
): Promise<readonly JsonObject[]> {
  const listing = isOfferList(method) ? await server.listOffers(method, context) : await server.listTools(context);
  const items = listing.answer.result[field];
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

async function via(server: GuardedServer, call: RpcCall, context: GuardedContext): Promise<Answered> {
  return { server, answer: await server.request(call, context) };
}

/** What at least one of the servers can; what no client of many could use is left out. */
function mergedCapabilities(all: readonly JsonObject[]): JsonObject {
  const merged: Record<string, JsonObject> = {};
  for (const kind of ['tools', 'prompts', 'resources', 'completions', 'logging']) {
    const having = all.map((capabilities) => capabilities[kind]).filter(isJsonObject);
    if (having.length === 0) continue;
    const flags: Record<string, Json> = {};
    for (const flag of ['listChanged', 'subscribe']) if (having.some((one) => one[flag] === true)) flags[flag] = true;
    merged[kind] = flags;
  }
  return merged;
}

function instructionsOf(servers: readonly GuardedServer[]): string | null {
  const told = servers.filter((server) => server.hello.instructions !== null);
  return told.length === 0
    ? null
    : told.map((server) => `${server.name}: ${server.hello.instructions ?? ''}`).join('\n\n');
}
