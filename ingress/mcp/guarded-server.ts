import type { JsonObject } from '../../core/encoding/json.ts';
import { askInProtocol } from './ask-in-protocol.ts';
import type { CallContext, GuardedContext } from './call-context.ts';
import { canElicitForm, type ServerHello } from './eras.ts';
import type { CallVerdict, McpGate, ProposedCall } from './mcp-gate.ts';
import { OutcomeReports } from './outcome-reports.ts';
import { paramHeaders } from './param-headers.ts';
import { type ReviewOptions, reviewFault, reviewResult } from './review-result.ts';
import { objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, textAt } from './rpc.ts';
import {
  declinedText,
  quarantinedText,
  refusal,
  unlistedText,
  unreachableText,
  verdictText,
  WAITING_TEXT,
} from './texts.ts';
import { isCallable, readToolListing, type ToolListing } from './tool-listing.ts';
import type { Upstream } from './upstream.ts';

/** How one server is guarded. */
export type GuardOptions = {
  readonly gate: McpGate;
  /** How long a call waits for people where the client cannot be asked. */
  readonly waitMs: number;
  readonly review: ReviewOptions;
  /** Told of what failed beside a call: an outcome that could not be reported. */
  readonly onFailure: (what: string, error: unknown) => void;
};

const PROGRESS_EVERY_MS = 10_000;
/** Most of a result that goes into the outcome's digest; a larger one is not told to the gateway. */
const MAX_OUTCOME_TEXT = 256 * 1024;

/**
 * One server whose tools are called only by permission.
 *
 * Invariant: a `tools/call` reaches the server only after `allow` for exactly the arguments that are sent. Whatever goes wrong
 * on the way there becomes a tool's error for the model, never a call.
 */
export class GuardedServer {
  readonly name: string;
  readonly upstream: Upstream;
  private readonly options: GuardOptions;
  private readonly reports: OutcomeReports;
  private listing: ToolListing | null = null;
  private reading: Promise<ToolListing> | null = null;

  constructor(name: string, upstream: Upstream, options: GuardOptions) {
    this.name = name;
    this.upstream = upstream;
    this.options = options;
    this.reports = new OutcomeReports(options.gate, (error) => options.onFailure('report an outcome', error));
  }

  /** Ends the server, after what it did was reported. */
  async close(): Promise<void> {
    await this.reports.close();
    await this.upstream.close();
  }

  get hello(): ServerHello {
    return this.upstream.hello;
  }

  /** What the server lists, after the gateway saw it; always asked anew. Raises where either does not answer. */
  async listTools(context: CallContext): Promise<ToolListing> {
    const reading = readToolListing(this.upstream, { server: this.name, gate: this.options.gate, context });
    this.reading = reading;
    try {
      this.listing = await reading;
    } finally {
      if (this.reading === reading) this.reading = null;
    }
    return this.listing;
  }

  /** Forgets what was listed: the next call asks again. */
  forgetTools(): void {
    this.listing = null;
  }

  /** The schema of a tool's arguments; null for a tool that is not listed. */
  async schemaOf(tool: string, context: CallContext): Promise<JsonObject | null> {
    const found = (await this.listed(context)).known.get(tool);
    return found === undefined ? null : objectAt(found.listed, 'inputSchema');
  }

  /** Any request that calls no tool; its result is reviewed. */
  async request(call: RpcCall, context: CallContext): Promise<RpcAnswer> {
    const { review } = this.options;
    try {
      return reviewResult(call.method, await this.upstream.request(call, context), review);
    } catch (error) {
      throw reviewFault(error, review);
    }
  }

  /** Decides a call, forwards it where it is allowed, and reports what became of it. */
  async callTool(params: JsonObject, context: GuardedContext): Promise<RpcAnswer> {
    const tool = textAt(params, 'name');
    if (tool === null) throw new RpcFault(RPC_CODES.invalidParams, 'tools/call: want a name');
    let decided: Decided;
    try {
      decided = await this.decide({ tool, params }, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof RpcFault) throw error;
      return refusal(unreachableText(error instanceof Error ? error.message : 'the gateway did not answer'));
    }
    return decided.kind === 'refused' ? decided.answer : this.forward(params, decided, context);
  }

  private async listed(context: CallContext): Promise<ToolListing> {
    return this.listing ?? this.reading ?? this.listTools(context);
  }

  private async decide({ tool, params }: Wanted, context: GuardedContext): Promise<Decided> {
    const { known } = await this.listed(context);
    const found = known.get(tool);
    const proposed: ProposedCall = {
      server: this.name,
      tool,
      digest: found?.standing.digest ?? null,
      args: objectAt(params, 'arguments'),
      ...context.place,
      callId: null,
      waitMs: 0,
      signal: context.signal,
    };
    if (found === undefined || !isCallable(found.standing)) {
      await this.options.gate.decide(proposed).catch(() => undefined);
      return refused(found === undefined ? unlistedText(tool) : quarantinedText(found.standing));
    }
    const verdict = await this.ask(proposed, { tool, context, token: objectAt(params, '_meta')['progressToken'] });
    if (verdict === 'declined') return refused(declinedText(tool));
    if (verdict.verdict !== 'allow') return refused(verdictText(verdict, tool));
    return {
      kind: 'allowed',
      actionId: verdict.actionId,
      args: proposed.args,
      schema: objectAt(found.listed, 'inputSchema'),
    };
  }

  /** Asks the gateway; then the client's user, where the client can and policy lets it; then waits for other channels. */
  private async ask(proposed: ProposedCall, { context, token }: Asking): Promise<CallVerdict | 'declined'> {
    const { gate, waitMs } = this.options;
    if (!canElicitForm(context.hello)) return this.waiting({ ...proposed, waitMs }, { context, token });
    const first = await gate.decide(proposed);
    if (first.verdict !== 'require-approval' || first.approval === null) return first;
    const answered = await askInProtocol(gate, { approval: first.approval, context });
    if (answered === 'declined') return 'declined';
    return answered === 'approved'
      ? this.options.gate.decide(proposed)
      : this.waiting({ ...proposed, waitMs }, { context, token });
  }

  private async waiting(proposed: ProposedCall, { context, token }: Omit<Asking, 'tool'>): Promise<CallVerdict> {
    if (token === undefined) return this.options.gate.decide(proposed);
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      const params = { progressToken: token, progress: ticks / 1_000_000, message: WAITING_TEXT };
      context.notify({ method: 'notifications/progress', params });
    }, PROGRESS_EVERY_MS);
    try {
      return await this.options.gate.decide(proposed);
    } finally {
      clearInterval(timer);
    }
  }

  private async forward(
    params: JsonObject,
    { actionId, args, schema }: Allowed,
    context: CallContext,
  ): Promise<RpcAnswer> {
    const startedMs = performance.now();
    // Answers to the server's own questions are added where it asked them; a client cannot bring them along undecided.
    const { inputResponses: _responses, requestState: _state, ...own } = params;
    const sent = own['arguments'] === undefined ? own : { ...own, arguments: args };
    try {
      const answer = await this.upstream.request(
        { method: 'tools/call', params: sent },
        context,
        paramHeaders(schema, args),
      );
      const failed = answer.result['isError'] === true;
      this.report({ actionId, startedMs, error: failed ? 'tool-error' : null, response: answer.text });
      return reviewResult('tools/call', answer, this.options.review);
    } catch (error) {
      this.report({
        actionId,
        startedMs,
        error: context.signal.aborted ? 'cancelled' : 'protocol-error',
        response: null,
      });
      throw reviewFault(error, this.options.review);
    }
  }

  private report({ actionId, startedMs, error, response }: Ran): void {
    const durationMs = Math.round(performance.now() - startedMs);
    const told = response === null || response.length > MAX_OUTCOME_TEXT ? null : response;
    const result = error === null ? 'completed' : 'failed';
    this.reports.add({ actionId, result, error, durationMs, response: told });
  }
}

type Wanted = { readonly tool: string; readonly params: JsonObject };
type Asking = {
  readonly tool: string;
  readonly context: GuardedContext;
  readonly token: JsonObject[string] | undefined;
};
type Ran = {
  readonly actionId: string;
  readonly startedMs: number;
  readonly error: string | null;
  readonly response: string | null;
};
type Allowed = {
  readonly kind: 'allowed';
  readonly actionId: string;
  readonly args: JsonObject;
  readonly schema: JsonObject;
};
type Decided = Allowed | { readonly kind: 'refused'; readonly answer: RpcAnswer };

function refused(text: string): Decided {
  return { kind: 'refused', answer: refusal(text) };
}
