import type { JsonObject } from '../../core/encoding/json.ts';
import type { Channel, SendOptions } from './channel.ts';
import { type Incoming, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, type RpcId, toFault } from './rpc.ts';

/** What a peer does with what the other side wants. */
export type PeerHandlers = {
  /** Answers a request; raises `RpcFault` for an error of the protocol. The signal ends when the request was cancelled. */
  readonly request: (
    call: RpcCall,
    exchange: { readonly id: RpcId; readonly signal: AbortSignal },
  ) => Promise<RpcAnswer>;
  readonly notification: (call: RpcCall) => void;
  readonly closed: (reason: string) => void;
  /** Told of a message that could not be read, and of one that could not be handled, in a sentence without its text. */
  readonly failed?: (what: string) => void;
  /** True for a client, which waits: what cannot be read and shows no id is answered with an error of id null. */
  readonly answersUnread?: boolean;
};

/** How a request of ours is made. */
export type RequestOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** True when closing the stream is how the other side learns of a cancellation. */
  readonly cancelByStream?: boolean;
  /** The request of the other side because of which this is asked. */
  readonly related?: RpcId | undefined;
};

type Unread = Extract<Incoming, { readonly kind: 'invalid' }>;
type Waiting = { readonly resolve: (answer: RpcAnswer) => void; readonly reject: (error: unknown) => void };

/** Requests of the other side in work at once; more are refused. */
export const MAX_IN_WORK = 1_024;

/**
 * One side of a JSON-RPC 2.0 conversation: gives requests ids, finds the answers again, and passes cancellations on.
 *
 * When the channel closes, every request in work is answered with a fault that says so.
 *
 * Invariant: nothing that the other side sends raises here. What cannot be handled ends this conversation and no other.
 */
export class RpcPeer {
  private readonly waiting = new Map<RpcId, Waiting>();
  private readonly inWork = new Map<RpcId, AbortController>();
  private nextId = 1;
  private closedBy: string | null = null;
  private readonly channel: Channel;
  private readonly handlers: PeerHandlers;

  constructor(channel: Channel, handlers: PeerHandlers) {
    this.channel = channel;
    this.handlers = handlers;
  }

  /** Begins to read. */
  async start(): Promise<void> {
    await this.channel.start({ received: (message) => this.received(message), closed: (reason) => this.end(reason) });
  }

  /** Asks the other side; raises `RpcFault` for its errors, for a time-out, for a cancellation, and when it is gone. */
  async request(method: string, params: JsonObject, options: RequestOptions = {}): Promise<RpcAnswer> {
    if (this.closedBy !== null) throw goneFault(this.closedBy);
    options.signal?.throwIfAborted();
    const id = this.nextId++;
    const stream = options.cancelByStream === true ? new AbortController() : null;
    return new Promise<RpcAnswer>((resolve, reject) => {
      const cancel = (reason: string): void => {
        if (!this.waiting.has(id)) return;
        settle();
        if (stream === null) this.notify('notifications/cancelled', { requestId: id, reason });
        else stream.abort();
        reject(new RpcFault(RPC_CODES.internal, reason));
      };
      const aborted = () => cancel('the request was cancelled');
      const { timeoutMs } = options;
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => cancel(`no answer within ${timeoutMs} ms`), timeoutMs);
      const settle = () => {
        this.waiting.delete(id);
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', aborted);
      };
      options.signal?.addEventListener('abort', aborted, { once: true });
      this.waiting.set(id, {
        resolve: (answer) => (settle(), resolve(answer)),
        reject: (error) => (settle(), reject(error)),
      });
      const sending: SendOptions = {
        ...(stream === null ? {} : { signal: stream.signal }),
        ...(options.headers === undefined ? {} : { headers: options.headers }),
        ...(options.related === undefined ? {} : { related: options.related }),
      };
      this.channel.send({ kind: 'request', id, call: { method, params } }, sending);
    });
  }

  /** Tells the other side, because of a request of its own where `related` names one. */
  notify(method: string, params: JsonObject, related?: RpcId): void {
    if (this.closedBy !== null) return;
    this.channel.send({ kind: 'notification', call: { method, params } }, related === undefined ? {} : { related });
  }

  /** Ends the conversation. */
  async close(): Promise<void> {
    await this.channel.close();
    this.end('it was closed');
  }

  private received(message: Incoming): void {
    if (this.closedBy !== null) return;
    try {
      this.take(message);
    } catch {
      const reason = 'a message of it could not be handled';
      this.handlers.failed?.(reason);
      this.end(reason);
      this.channel.close().catch(() => undefined);
    }
  }

  private take(message: Incoming): void {
    switch (message.kind) {
      case 'request':
        this.serve(message.id, message.call);
        return;
      case 'notification':
        this.noticed(message.call);
        return;
      case 'result':
        this.waiting.get(message.id)?.resolve(message.answer);
        return;
      case 'error':
        if (message.id !== null) this.waiting.get(message.id)?.reject(message.fault);
        return;
      case 'invalid':
        this.unread(message);
    }
  }

  /** What cannot be read ends the request that it answers; else the other side is told where it waits for that. */
  private unread({ id, reason, code = RPC_CODES.invalidRequest }: Unread): void {
    this.handlers.failed?.(`read a message: ${reason}`);
    const waiting = id === null ? undefined : this.waiting.get(id);
    if (waiting !== undefined) waiting.reject(new RpcFault(RPC_CODES.internal, `read the answer: ${reason}`));
    else if (id !== null || this.handlers.answersUnread === true) {
      this.channel.send({ kind: 'error', id, fault: new RpcFault(code, `read a message: ${reason}`) });
    }
  }

  private noticed(call: RpcCall): void {
    const { requestId } = call.params;
    if (call.method !== 'notifications/cancelled') this.handlers.notification(call);
    else if (typeof requestId === 'string' || typeof requestId === 'number') this.inWork.get(requestId)?.abort();
  }

  private serve(id: RpcId, call: RpcCall): void {
    if (this.inWork.has(id) || this.inWork.size >= MAX_IN_WORK) {
      const message = this.inWork.has(id) ? 'the id of a request in work was used again' : 'too many requests in work';
      this.channel.send({ kind: 'error', id, fault: new RpcFault(RPC_CODES.invalidRequest, message) });
      return;
    }
    const controller = new AbortController();
    this.inWork.set(id, controller);
    const done = (send: () => void): void => {
      this.inWork.delete(id);
      if (!controller.signal.aborted && this.closedBy === null) send();
    };
    this.handlers.request(call, { id, signal: controller.signal }).then(
      (answer) => done(() => this.channel.send({ kind: 'result', id, answer })),
      (error: unknown) => done(() => this.channel.send({ kind: 'error', id, fault: toFault(error) })),
    );
  }

  private end(reason: string): void {
    if (this.closedBy !== null) return;
    this.closedBy = reason;
    for (const { reject } of [...this.waiting.values()]) reject(goneFault(reason));
    for (const controller of this.inWork.values()) controller.abort();
    this.handlers.closed(reason);
  }
}

function goneFault(reason: string): RpcFault {
  return new RpcFault(RPC_CODES.internal, `the MCP server does not answer: ${reason}`);
}
