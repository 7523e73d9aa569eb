import type { JsonObject } from '../../core/encoding/json.ts';
import { offerName } from '../../core/trust/offer-kind.ts';
import { isReadableName } from '../../core/trust/tool-listing.ts';
import type { CallContext } from './call-context.ts';
import type { ToolStanding } from './mcp-gate.ts';
import { type OfferList, type OfferListing, pinName, readOfferListing } from './offer-listing.ts';
import type { ReviewedServer } from './review-result.ts';
import { objectAt, RPC_CODES, type RpcCall, RpcFault, textAt, UnreachableGate } from './rpc.ts';
import type { ListReading } from './tool-listing.ts';

/** A request as it is decided: the name and the digest of what is asked for, and the arguments that policy looks at. */
export type AskedOffer = {
  readonly tool: string;
  readonly digest: string | null;
  readonly args: JsonObject;
  /** How what is asked for stands; null where nothing of it is pinned. */
  readonly standing: ToolStanding | null;
  /** The parameters that are sent, and the names of those that are decided. */
  readonly params: JsonObject;
  readonly decided: readonly string[];
};

const MAX_METHOD_LENGTH = 96;

/** What one server offers beside its tools: its prompts, resources and templates, each looked at by the gateway. */
export class GuardedOffers {
  private readonly upstream: ReviewedServer;
  private readonly parts: Omit<ListReading, 'context'>;
  private readonly listings = new Map<OfferList, Promise<OfferListing>>();

  constructor(upstream: ReviewedServer, parts: Omit<ListReading, 'context'>) {
    this.upstream = upstream;
    this.parts = parts;
  }

  /** What the server lists, after the gateway saw it; always asked anew. Raises where either does not answer. */
  async list(method: OfferList, context: CallContext): Promise<OfferListing> {
    const reading = readOfferListing(this.upstream, method, { ...this.parts, context });
    this.listings.set(method, reading);
    reading.catch(() => {
      if (this.listings.get(method) === reading) this.listings.delete(method);
    });
    return reading;
  }

  /** Forgets what was listed of one kind: the next request asks again. */
  forget(kind: 'prompts' | 'resources'): void {
    for (const method of this.listings.keys()) if (method.startsWith(kind)) this.listings.delete(method);
  }

  /** The same as `read`, and once more where what is asked for is held back: somebody may have vouched for it meanwhile. */
  async find(call: RpcCall, context: CallContext): Promise<AskedOffer> {
    const asked = await this.read(call, context);
    if (asked.standing?.withheld !== true) return asked;
    this.forget(call.method.startsWith('prompts') ? 'prompts' : 'resources');
    return this.read(call, context);
  }

  /** Reads what a request asks for; raises for one that the protocol does not allow, and where the gateway cannot be asked. */
  async read({ method, params }: RpcCall, context: CallContext): Promise<AskedOffer> {
    const { inputResponses: _responses, requestState: _state, ...sent } = params;
    const { _meta, ...args } = sent;
    switch (method) {
      case 'prompts/get':
        return this.readPrompt(sent, context);
      case 'resources/read': {
        const uri = textAt(params, 'uri');
        if (uri === null) throw new RpcFault(RPC_CODES.invalidParams, 'resources/read: want a uri');
        return { ...(await this.findResource(uri, context)), args, params: sent, decided: Object.keys(args) };
      }
      default:
        if (method.length > MAX_METHOD_LENGTH || !isReadableName(method))
          throw new RpcFault(RPC_CODES.unknownMethod, 'Method not found');
        return {
          tool: offerName('method', method),
          digest: null,
          standing: null,
          args,
          params: sent,
          decided: Object.keys(args),
        };
    }
  }

  private async readPrompt(sent: JsonObject, context: CallContext): Promise<AskedOffer> {
    const name = textAt(sent, 'name');
    if (name === null) throw new RpcFault(RPC_CODES.invalidParams, 'prompts/get: want a name');
    const standing = (await this.listed('prompts/list', context)).get(name)?.standing ?? null;
    const args = objectAt(sent, 'arguments');
    const params = sent['arguments'] === undefined ? sent : { ...sent, arguments: args };
    const decided = ['name', 'arguments'];
    return { tool: pinName('prompt', name), digest: standing?.digest ?? null, standing, args, params, decided };
  }

  /** A resource that is listed under its own address; else the template whose beginning it has, the longest first. */
  private async findResource(
    uri: string,
    context: CallContext,
  ): Promise<Pick<AskedOffer, 'tool' | 'digest' | 'standing'>> {
    const listed = (await this.listed('resources/list', context)).get(uri);
    if (listed !== undefined) return named(pinName('resource', uri), listed.standing);
    let best = '';
    let found: readonly [string, ToolStanding | null] | null = null;
    for (const [template, { standing }] of await this.listed('resources/templates/list', context)) {
      const start = template.split('{', 1)[0] ?? '';
      if (!uri.startsWith(start) || start.length < best.length) continue;
      best = start;
      found = [template, standing];
    }
    return found === null ? named(pinName('resource', uri), null) : named(pinName('template', found[0]), found[1]);
  }

  /** What was listed last, or is listed now. A server that has no such list has nothing on it. */
  private async listed(method: OfferList, context: CallContext): Promise<OfferListing['known']> {
    const kind = method.startsWith('prompts') ? 'prompts' : 'resources';
    if (this.upstream.hello.capabilities[kind] === undefined) return NOTHING;
    try {
      return (await (this.listings.get(method) ?? this.list(method, context))).known;
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof UnreachableGate) throw error;
      return NOTHING;
    }
  }
}

const NOTHING: OfferListing['known'] = new Map();

function named(tool: string, standing: ToolStanding | null): Pick<AskedOffer, 'tool' | 'digest' | 'standing'> {
  return { tool, digest: standing?.digest ?? null, standing };
}
