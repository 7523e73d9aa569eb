import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Json, JsonObject } from '../../core/encoding/json.ts';
import type { Asked, CallContext, InputRequests } from './call-context.ts';
import { type ClientHello, canElicitForm } from './eras.ts';
import { answerOf, objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault } from './rpc.ts';

/** Calls that wait for a retry, at once; the next one is refused. */
export const MAX_SUSPENDED = 512;
/** How long a question of a server stays open. */
const QUESTION_MS = 10 * 60_000;

/** One request of a modern client with its way back. */
export type Exchange = {
  readonly call: RpcCall;
  readonly hello: ClientHello;
  /** Who asks: a state made for one bearer is worthless for another. */
  readonly bearer: string;
  readonly notify: (call: RpcCall) => void;
  readonly signal: AbortSignal;
};

/** Tells the gateway of a state that came back and is refused: forged, used before, not held any more, or with another call. */
export type MisusedState = (state: string) => Promise<void>;

/**
 * The calls of modern clients, each of which may take several requests: what is asked in between is answered with
 * `input_required`, and the call goes on when the same request comes again with the answers (MCP 2026-07-28, multi round-trip
 * requests).
 *
 * A state is 256 random bits or the gateway's own, good once, until its question expires, for the bearer, the method and the
 * arguments it was made for. A retry that differs ends the call, and spends the state.
 */
export class ModernExchanges {
  private readonly suspended = new Map<string, Suspended>();
  private readonly misused: MisusedState;

  constructor(misused: MisusedState) {
    this.misused = misused;
  }

  /** Begins a call, or goes on with the one whose state came back. */
  async handle(exchange: Exchange, run: (context: CallContext) => Promise<RpcAnswer>): Promise<RpcAnswer> {
    const state = exchange.call.params['requestState'];
    if (typeof state !== 'string') return new Suspended(this.suspended, exchange).begin(run);
    const found = this.suspended.get(state);
    this.suspended.delete(state);
    if (found?.isOf(exchange) === true) return found.resume(exchange);
    await this.misused(state);
    found?.end('the retry was another call');
    throw stateFault(
      found === undefined
        ? 'it is unknown, used or expired'
        : 'it was made for another call, or for another client, and is spent',
    );
  }

  /** Ends every call that waits. */
  close(): void {
    for (const call of new Set(this.suspended.values())) call.end('the gateway is closing');
    this.suspended.clear();
  }
}

type Open = {
  readonly exchange: Exchange;
  readonly resolve: (answer: RpcAnswer) => void;
  readonly reject: (error: unknown) => void;
};
type Question = {
  readonly resolve: (responses: JsonObject) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

class Suspended {
  private readonly states: Map<string, Suspended>;
  private readonly over = new AbortController();
  private open: Open | null = null;
  private question: Question | null = null;
  private outcome: Promise<RpcAnswer> | null = null;
  private asking: Promise<unknown> = Promise.resolve();
  /** True when the server answered, or failed, though nobody was there to be told. */
  private isOver = false;
  private readonly first: Exchange;

  constructor(states: Map<string, Suspended>, first: Exchange) {
    this.states = states;
    this.first = first;
  }

  begin(run: (context: CallContext) => Promise<RpcAnswer>): Promise<RpcAnswer> {
    const { hello } = this.first;
    const answered = this.attach(this.first);
    const context: CallContext = {
      hello,
      signal: this.over.signal,
      notify: (call) => this.open?.exchange.notify(call),
      ask: (requests, under) => {
        const asked = this.asking.then(() => this.ask(requests, under));
        this.asking = asked.catch(() => undefined);
        return asked;
      },
    };
    this.outcome = run(context);
    this.outcome.then(
      (answer) => this.finish((open) => open.resolve(answer)),
      (error: unknown) => this.finish((open) => open.reject(error)),
    );
    return answered;
  }

  /** Tells whether a retry is of this call, by this client. */
  isOf(exchange: Exchange): boolean {
    return bindingOf(exchange) === bindingOf(this.first);
  }

  resume(exchange: Exchange): Promise<RpcAnswer> {
    const { question } = this;
    this.question = null;
    clearTimeout(question?.timer);
    if (this.isOver && this.outcome !== null) return this.outcome;
    const answered = this.attach(exchange);
    question?.resolve(objectAt(exchange.call.params, 'inputResponses'));
    return answered;
  }

  end(reason: string): void {
    clearTimeout(this.question?.timer);
    this.question?.reject(new RpcFault(RPC_CODES.internal, reason));
    this.question = null;
    this.over.abort();
  }

  private attach(exchange: Exchange): Promise<RpcAnswer> {
    return new Promise((resolve, reject) => {
      const open = { exchange, resolve, reject };
      this.open = open;
      const cancelled = (): void => {
        if (this.open === open) this.over.abort();
      };
      if (exchange.signal.aborted) cancelled();
      else exchange.signal.addEventListener('abort', cancelled, { once: true });
    });
  }

  /** An open question keeps its time: until then the retry gets the outcome, and then the state is forgotten. */
  private finish(settle: (open: Open) => void): void {
    const { open } = this;
    this.open = null;
    this.isOver = true;
    if (open !== null) settle(open);
  }

  private ask(requests: InputRequests, under?: Asked): Promise<JsonObject> {
    const { open } = this;
    if (open === null || this.over.signal.aborted) throw new RpcFault(RPC_CODES.internal, 'the call is over');
    for (const { method } of Object.values(requests)) mustBeAble(this.first.hello, method);
    if (this.states.size >= MAX_SUSPENDED) throw new RpcFault(RPC_CODES.internal, 'too many calls wait for an answer');
    const requestState = under?.requestState ?? randomBytes(32).toString('base64url');
    this.states.set(requestState, this);
    const asked = new Promise<JsonObject>((resolve, reject) => {
      const expire = (): void => {
        this.states.delete(requestState);
        this.end('nobody answered in time');
      };
      const timer = setTimeout(expire, QUESTION_MS);
      timer.unref();
      this.question = { resolve, reject, timer };
    });
    this.open = null;
    const inputRequests: Record<string, Json> = {};
    for (const [key, { method, params }] of Object.entries(requests)) inputRequests[key] = { method, params };
    open.resolve(answerOf({ resultType: 'input_required', inputRequests, requestState }));
    return asked;
  }
}

/** Raises where the client did not say that it can be asked this. */
function mustBeAble(hello: ClientHello, method: string): void {
  const { capabilities } = hello;
  const able =
    method === 'elicitation/create'
      ? canElicitForm(hello) || capabilities['elicitation'] !== undefined
      : method === 'sampling/createMessage'
        ? capabilities['sampling'] !== undefined
        : method !== 'roots/list' || capabilities['roots'] !== undefined;
  if (!able) throw new RpcFault(RPC_CODES.unknownMethod, `the client did not say that it answers ${method}`);
}

/** The fault for a state that is refused. */
function stateFault(why: string): RpcFault {
  return new RpcFault(RPC_CODES.invalidParams, `read requestState: ${why}`);
}

/** What a retry must have in common with its call: everything but the answers, the state and what a request says of itself. */
function bindingOf({ call, bearer }: Exchange): string {
  const { _meta, inputResponses: _answers, requestState: _state, ...params } = call.params;
  const text = canonicalJson({ bearer, method: call.method, params });
  return createHash('sha256').update(text).digest('hex');
}
