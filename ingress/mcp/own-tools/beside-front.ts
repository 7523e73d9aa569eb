import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import type { CallContext, GuardedContext } from '../call-context.ts';
import type { Front, FrontHello } from '../front.ts';
import { qualifiedName, qualifyItems, splitName } from '../namespace.ts';
import { objectAt, type RpcAnswer, type RpcCall, textAt } from '../rpc.ts';
import type { OwnFront } from './own-front.ts';
import { OWN_LISTINGS, OWN_SERVER } from './own-listing.ts';

/** The gateway's own tools as `countersign__…` beside those of many servers; everything else is the servers'. */
export class BesideFront implements Front {
  readonly hello: FrontHello;
  private readonly own: OwnFront;
  private readonly others: Front;

  constructor(own: OwnFront, others: Front) {
    this.own = own;
    this.others = others;
    const { capabilities, instructions, info } = others.hello;
    const said = `${OWN_SERVER}: ${own.hello.instructions ?? ''}`;
    this.hello = {
      capabilities: { ...capabilities, tools: objectAt(capabilities, 'tools') },
      info,
      instructions: instructions === null ? said : `${said}\n\n${instructions}`,
    };
  }

  async request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const { method, params } = call;
    if (method === 'tools/list') return this.list(call, context);
    const name = method === 'tools/call' ? ownName(textAt(params, 'name') ?? '') : null;
    if (name === null) return this.others.request(call, context);
    return this.own.request({ method, params: { ...params, name } }, context);
  }

  schemaOf(tool: string, context: CallContext): Promise<JsonObject | null> {
    const name = ownName(tool);
    return name === null ? this.others.schemaOf(tool, context) : this.own.schemaOf(name);
  }

  notify(call: RpcCall): void {
    this.own.notify(call);
    this.others.notify(call);
  }

  watch(uri: string, context: GuardedContext): Promise<void> {
    return this.others.watch(uri, context);
  }

  unwatch(uri: string): Promise<void> {
    return this.others.unwatch(uri);
  }

  listen(listener: (call: RpcCall) => void): () => void {
    return this.others.listen(listener);
  }

  askOutsideCalls(context: CallContext | null): void {
    this.others.askOutsideCalls(context);
  }

  close(): Promise<void> {
    return this.others.close();
  }

  /** The gateway's own come first: what a server lists cannot stand before them. */
  private async list(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const { result } = await this.others.request(call, context);
    const listed = result['tools'];
    const theirs = (Array.isArray(listed) ? listed.filter(isJsonObject) : []).filter(
      (tool) => ownName(textAt(tool, 'name') ?? '') === null,
    );
    return { result: { ...result, tools: [...qualifyItems(OWN_SERVER, OWN_LISTINGS), ...theirs] }, text: null };
  }
}

/** The own name of one of the gateway's tools; null for a name of another namespace. */
function ownName(name: string): string | null {
  return name.startsWith(qualifiedName(OWN_SERVER, '')) ? (splitName(name)?.own ?? null) : null;
}
