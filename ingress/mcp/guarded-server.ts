import type { JsonObject } from '../../core/encoding/json.ts';
import { parseOfferListing } from '../../core/trust/parse-listing.ts';
import { askPermission } from './ask-permission.ts';
import type { CallContext, GuardedContext } from './call-context.ts';
import { checkParams } from './check-params.ts';
import type { ServerHello } from './eras.ts';
import { type AskedOffer, GuardedOffers } from './guarded-offers.ts';
import type { McpGate, ProposedCall } from './mcp-gate.ts';
import { calledName } from './namespace.ts';
import { type OfferList, type OfferListing, pinName } from './offer-listing.ts';
import { OutcomeReports } from './outcome-reports.ts';
import { paramHeaders } from './param-headers.ts';
import { type ReviewedServer, type ReviewOptions, reviewedServer, reviewFault, reviewResult } from './review-result.ts';
import { objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, textAt } from './rpc.ts';
import { decidedParams, isUndecided, toldCall, undecidedCall } from './sent-params.ts';
import { declinedText, quarantinedText, refusal, unlistedText, unreachableText, verdictText } from './texts.ts';
import { readToolListing, type ToolListing } from './tool-listing.ts';
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

/** Most of a result that goes into the outcome's digest; a larger one is not told to the gateway. */
const MAX_OUTCOME_TEXT = 256 * 1024;

/** Requests of the protocol that a person may be asked about at the client, and be waited for. */
const ASKED: ReadonlySet<string> = new Set(['resources/read', 'prompts/get']);

/**
 * One server whose tools are called, and whose resources and prompts are read, only by permission.
 *
 * Invariant: a `tools/call` reaches the server only after `allow` for exactly the arguments that are sent, and so does any
 * request that is not known to be harmless. Whatever goes wrong on the way there becomes a tool's error for the model, or an
 * error of the request, never a call.
 */
export class GuardedServer {
  readonly name: string;
  readonly upstream: Upstream;
  private readonly options: GuardOptions;
  private readonly reviewed: ReviewedServer;
  private readonly reports: OutcomeReports;
  private readonly offers: GuardedOffers;
  private instructions: string | null = null;
  private listing: ToolListing | null = null;
  private reading: Promise<ToolListing> | null = null;

  constructor(name: string, upstream: Upstream, options: GuardOptions) {
    this.name = name;
    this.upstream = upstream;
    this.options = options;
    this.reviewed = reviewedServer(upstream, options.review);
    this.offers = new GuardedOffers(this.reviewed, { server: name, gate: options.gate, leftOut: this.leftOut });
    this.reports = new OutcomeReports(options.gate, (error) => options.onFailure('report an outcome', error));
  }

  /** Ends the server, after what it did was reported. */
  async close(): Promise<void> {
    await this.reports.close();
    await this.upstream.close();
  }

  /** What the server said of itself; of its instructions only those that the gateway has seen, and that may be shown. */
  get hello(): ServerHello {
    return { ...this.upstream.hello, instructions: this.instructions };
  }

  /** Shows the server's instructions to the gateway. Until then, and where it cannot be asked, they are kept back. */
  async noteInstructions(): Promise<void> {
    const { instructions } = this.upstream.hello;
    const name = pinName('server', 'instructions');
    const listing = instructions === null ? null : parseOfferListing(name, { description: instructions });
    if (listing === null) return;
    try {
      const [standing] = await this.options.gate.noteTools(this.name, [listing]);
      if (standing?.name === name && !standing.withheld) this.instructions = instructions;
    } catch (error) {
      this.options.onFailure(`show the instructions of ${this.name}`, error);
    }
  }

  /** What the server lists of prompts, resources or templates, after the gateway saw it; always asked anew. */
  listOffers(method: OfferList, context: CallContext): Promise<OfferListing> {
    return this.offers.list(method, context);
  }

  /** Forgets what was listed of prompts or resources: the next request asks again. */
  forgetOffers(kind: 'prompts' | 'resources'): void {
    this.offers.forget(kind);
  }

  /** What the server lists, after the gateway saw it; always asked anew. Raises where either does not answer. */
  async listTools(context: CallContext): Promise<ToolListing> {
    const { gate } = this.options;
    const reading = readToolListing(this.reviewed, { server: this.name, gate, context, leftOut: this.leftOut });
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

  /** Tells the server what its client says beside requests, where the protocol has clients say it. */
  tell(call: RpcCall): void {
    const told = toldCall(call, this.options.review.redact);
    if (told !== null) this.upstream.notify(told);
  }

  /** Any request that calls no tool: decided where it is not known to be harmless, and its result reviewed. */
  async request(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    if (!isUndecided(call)) return this.askFor(call, context);
    return this.reviewed.request(undecidedCall(call, this.options.review.redact), context);
  }

  /** Sets the log level, which does nothing else. */
  async setLogLevel(call: RpcCall, context: CallContext): Promise<RpcAnswer> {
    try {
      const sent = undecidedCall(call, this.options.review.redact);
      return reviewResult(call.method, await this.upstream.setLogLevel(sent, context), this.options.review);
    } catch (error) {
      throw this.reviewFault(error);
    }
  }

  /** An error as a client may see it: the last look at whatever a server has answered. */
  reviewFault(error: unknown): unknown {
    return reviewFault(error, this.options.review);
  }

  /**
   * Lets a client be told when a resource changes, where it might read it: decided like reading it, and nobody is asked. `begin`
   * tells the server, once it is allowed. Raises for what is refused.
   */
  async watchResource(uri: string, context: GuardedContext, begin: () => Promise<void>): Promise<void> {
    const startedMs = performance.now();
    const asked = await this.offers.read({ method: 'resources/read', params: { uri } }, context);
    const actionId = await this.permit(asked, { method: 'resources/subscribe', code: RPC_CODES.refused, context });
    try {
      await begin();
      this.report({ actionId, startedMs, error: null, response: null });
    } catch (error) {
      this.report({ actionId, startedMs, error: 'protocol-error', response: null });
      throw error;
    }
  }

  /** Decides a call, forwards it where it is allowed, and reports what became of it. */
  async callTool(params: JsonObject, context: GuardedContext): Promise<RpcAnswer> {
    const tool = textAt(params, 'name');
    if (tool === null) throw new RpcFault(RPC_CODES.invalidParams, 'tools/call: want a name');
    checkParams({ method: 'tools/call', params });
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

  /** Decides a request for what the server offers beside its tools, and makes it where it is allowed. */
  private async askFor(call: RpcCall, context: GuardedContext): Promise<RpcAnswer> {
    const { method } = call;
    const code = ASKED.has(method) || method === 'completion/complete' ? RPC_CODES.refused : RPC_CODES.unknownMethod;
    checkParams(call);
    const asked = await this.offers.find(call, context);
    const actionId = await this.permit(asked, { method, code, context });
    const params = decidedParams(asked.params, asked.decided, this.options.review.redact);
    return this.run({ method, params }, { actionId }, context);
  }

  /** The action under which a request is allowed; raises a fault of this code for any other answer, and for none. */
  private async permit(
    asked: AskedOffer,
    { method, code, context }: { readonly method: string; readonly code: number; readonly context: GuardedContext },
  ): Promise<string> {
    const verdict = await this.judge(asked, { method, context }).catch((error: unknown) => {
      context.signal.throwIfAborted();
      if (error instanceof RpcFault) throw error;
      throw new RpcFault(code, unreachableText(error instanceof Error ? error.message : 'the gateway did not answer'));
    });
    if (verdict.kind === 'refused') throw new RpcFault(code, verdict.text);
    return verdict.actionId;
  }

  private async judge(
    { tool, digest, args, standing, params }: AskedOffer,
    { method, context }: { readonly method: string; readonly context: GuardedContext },
  ): Promise<Judged> {
    const { gate, waitMs } = this.options;
    const proposed = this.proposalOf({ tool, digest, args }, context);
    if (standing?.withheld === true) return this.refuseUnasked(proposed, quarantinedText(standing));
    const verdict = ASKED.has(method)
      ? await askPermission(proposed, { gate, waitMs, context, token: tokenOf(params) })
      : await gate.decide(proposed);
    if (verdict === 'declined') return { kind: 'refused', text: declinedText(tool) };
    if (verdict.verdict !== 'allow') return { kind: 'refused', text: verdictText(verdict, tool) };
    return { kind: 'allowed', actionId: verdict.actionId };
  }

  /** What is held back is refused here; the gateway puts the attempt on record, and has the same to say about it. */
  private async refuseUnasked(proposed: ProposedCall, text: string): Promise<Judged> {
    await this.options.gate.decide(proposed).catch(() => undefined);
    return { kind: 'refused', text };
  }

  private proposalOf(
    call: Pick<ProposedCall, 'tool' | 'digest' | 'args'>,
    { place, signal }: GuardedContext,
  ): ProposedCall {
    return { server: this.name, ...call, ...place, callId: null, waitMs: 0, signal };
  }

  private async listed(context: CallContext): Promise<ToolListing> {
    return this.listing ?? this.reading ?? this.listTools(context);
  }

  /** The tool as it is listed; looked at again where it is held back, for somebody may have vouched for it meanwhile. */
  private async find(tool: string, context: CallContext): Promise<ListedTool | undefined> {
    const found = (await this.listed(context)).known.get(tool);
    return found?.standing.withheld === true ? (await this.listTools(context)).known.get(tool) : found;
  }

  private async decide({ tool, params }: Wanted, context: GuardedContext): Promise<Decided> {
    const found = await this.find(tool, context);
    const args = objectAt(params, 'arguments');
    const digest = found?.standing.digest ?? null;
    const proposed = this.proposalOf({ tool: calledName(tool), digest, args }, context);
    if (found === undefined) return refused(await this.refuseUnasked(proposed, unlistedText(tool)));
    if (found.standing.withheld) return refused(await this.refuseUnasked(proposed, quarantinedText(found.standing)));
    const { gate, waitMs } = this.options;
    const verdict = await askPermission(proposed, { gate, waitMs, context, token: tokenOf(params) });
    if (verdict === 'declined') return refused({ kind: 'refused', text: declinedText(tool) });
    if (verdict.verdict !== 'allow') return refused({ kind: 'refused', text: verdictText(verdict, tool) });
    return { kind: 'allowed', actionId: verdict.actionId, args, schema: objectAt(found.listed, 'inputSchema') };
  }

  private async forward(
    params: JsonObject,
    { actionId, args, schema }: Allowed,
    context: CallContext,
  ): Promise<RpcAnswer> {
    // Answers to the server's own questions are added where it asked them; a client cannot bring them along undecided.
    const { inputResponses: _responses, requestState: _state, ...own } = params;
    const given = own['arguments'] === undefined ? own : { ...own, arguments: args };
    const sent = decidedParams(given, ['name', 'arguments'], this.options.review.redact);
    const headers = paramHeaders(schema, args);
    return this.run({ method: 'tools/call', params: sent }, { actionId, headers }, context);
  }

  /** Makes a request that was allowed, reviews its result and reports what became of it. */
  private async run(call: RpcCall, { actionId, headers }: Permitted, context: CallContext): Promise<RpcAnswer> {
    const startedMs = performance.now();
    try {
      const answer = await this.upstream.request(call, context, headers);
      // Looked at before it is reported: what cannot be looked at is a failure, and one report says so.
      const shown = reviewResult(call.method, answer, this.options.review);
      const failed = answer.result['isError'] === true;
      this.report({ actionId, startedMs, error: failed ? 'tool-error' : null, response: answer.text });
      return shown;
    } catch (error) {
      const why = context.signal.aborted ? 'cancelled' : 'protocol-error';
      this.report({ actionId, startedMs, error: why, response: null });
      throw reviewFault(error, this.options.review);
    }
  }

  private readonly leftOut = (what: string): void => {
    this.options.onFailure(`show what ${this.name} lists`, new Error(what));
  };

  private report({ actionId, startedMs, error, response }: Ran): void {
    const durationMs = Math.round(performance.now() - startedMs);
    const told = response === null || response.length > MAX_OUTCOME_TEXT ? null : response;
    const result = error === null ? 'completed' : 'failed';
    this.reports.add({ actionId, result, error, durationMs, response: told });
  }
}

type ListedTool = NonNullable<ReturnType<ToolListing['known']['get']>>;
type Wanted = { readonly tool: string; readonly params: JsonObject };
type Permitted = { readonly actionId: string; readonly headers?: { readonly [name: string]: string } };
type Judged =
  | { readonly kind: 'allowed'; readonly actionId: string }
  | { readonly kind: 'refused'; readonly text: string };
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

function refused(judged: Judged): Decided {
  return { kind: 'refused', answer: refusal(judged.kind === 'refused' ? judged.text : '') };
}

function tokenOf(params: JsonObject): JsonObject[string] | undefined {
  return objectAt(params, '_meta')['progressToken'];
}
