import type { JsonObject } from '../../../core/encoding/json.ts';
import { askPeople } from '../ask-permission.ts';
import type { CallContext, GuardedContext } from '../call-context.ts';
import { checkArguments } from '../check-params.ts';
import { type Front, type FrontHello, inEraOf } from '../front.ts';
import type { McpGate } from '../mcp-gate.ts';
import { tickWhile } from '../progress-ticks.ts';
import { answerOf, objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, textAt } from '../rpc.ts';
import { declinedText, deniedText, refusal, unlistedText, unreachableText, WORKING_TEXT } from '../texts.ts';
import type { FoundWorkspace } from './client-workspace.ts';
import type { OwnToolOutcome } from './own-act.ts';
import { isOwnTool, OWN_INSTRUCTIONS, OWN_LISTINGS, OWN_SERVER } from './own-listing.ts';
import { ownAnswer } from './own-results.ts';

/** How the gateway's own tools are shown to a client. */
export type OwnFrontOptions = {
  readonly gate: McpGate;
  readonly version: string;
  /** How long a call waits for people where the client cannot be asked. */
  readonly waitMs: number;
  /** The folder that a call is about; left out: the one of the caller's place. */
  readonly workspace?: {
    readonly find: (context: CallContext) => Promise<FoundWorkspace>;
    readonly forget: () => void;
  };
};

/**
 * The gateway's own tools for clients of either era, as a server that offers nothing else.
 *
 * A call is carried out by the gateway, which decides and records it like any other action; what it refuses is a result with
 * `isError` that says everything that is wrong and what to do now.
 */
export class OwnFront implements Front {
  readonly hello: FrontHello;
  private readonly options: OwnFrontOptions;

  constructor(options: OwnFrontOptions) {
    this.options = options;
    this.hello = {
      capabilities: { tools: {} },
      info: { name: OWN_SERVER, title: 'Countersign', version: options.version },
      instructions: OWN_INSTRUCTIONS,
    };
  }

  async request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const answer = await this.answer(call, context);
    return inEraOf(context.hello, { method: call.method, server: 'legacy', answer });
  }

  schemaOf(tool: string): Promise<JsonObject | null> {
    const found = OWN_LISTINGS.find(({ name }) => name === tool);
    return Promise.resolve(found === undefined ? null : objectAt(found, 'inputSchema'));
  }

  notify(call: RpcCall): void {
    if (call.method === 'notifications/roots/list_changed') this.options.workspace?.forget();
  }

  watch(): Promise<void> {
    return Promise.reject(new RpcFault(RPC_CODES.invalidParams, 'watch a resource: there is none here'));
  }

  unwatch(): Promise<void> {
    return this.watch();
  }

  /** What is listed never changes, so that nobody is ever told of anything. */
  listen(): () => void {
    return () => {};
  }

  askOutsideCalls(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async answer({ method, params }: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    if (method === 'tools/call') return this.callTool(params, context);
    if (method === 'tools/list') return answerOf({ tools: OWN_LISTINGS });
    if (method === 'ping') return answerOf({});
    throw new RpcFault(RPC_CODES.unknownMethod, 'Method not found');
  }

  private async callTool(params: JsonObject, context: GuardedContext): Promise<RpcAnswer> {
    const tool = textAt(params, 'name');
    if (tool === null) throw new RpcFault(RPC_CODES.invalidParams, 'tools/call: want a name');
    if (!isOwnTool(tool)) return refusal(unlistedText(tool));
    checkArguments({ method: 'tools/call', params });
    const found = await this.workspaceOf(context);
    if (found.path === null) return refusal(noWorkspaceText(found.why));
    const { gate, waitMs } = this.options;
    const { session } = context.place;
    const call = { tool, args: objectAt(params, 'arguments'), session, workspace: found.path, signal: context.signal };
    const permission = {
      decide: (waitedMs: number) => gate.act({ ...call, waitMs: waitedMs }),
      refused: (first: OwnToolOutcome, why: string): OwnToolOutcome => ({
        ...first,
        verdict: 'deny',
        approval: null,
        text: deniedText(tool, why),
      }),
    };
    const ask = () => askPeople(permission, { gate, waitMs, context, waiting: (work) => work() });
    const token = objectAt(params, '_meta')['progressToken'];
    try {
      const outcome = await tickWhile(ask, { context, token, message: WORKING_TEXT });
      return outcome === 'declined' ? refusal(declinedText(tool)) : ownAnswer(tool, outcome);
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof RpcFault) throw error;
      return refusal(unreachableText(error instanceof Error ? error.message : 'the gateway did not answer'));
    }
  }

  private async workspaceOf(context: GuardedContext): Promise<FoundWorkspace> {
    return (await this.options.workspace?.find(context)) ?? { path: context.place.workspace };
  }
}

function noWorkspaceText(why: string): string {
  return `Countersign refused this call: ${why}. Nothing was changed.\nInstead: tell the user to open a folder, or to start the tools with --workspace.`;
}
