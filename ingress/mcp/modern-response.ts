import {
  errorOf,
  lineOf,
  type Outgoing,
  RPC_CODES,
  type RpcAnswer,
  type RpcCall,
  type RpcFault,
  type RpcId,
  toFault,
} from './rpc.ts';

const KEEP_ALIVE_MS = 15_000;
const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** What works on a request: it may notify before it answers. */
export type ModernWork = (way: {
  readonly notify: (call: RpcCall) => void;
  readonly signal: AbortSignal;
}) => Promise<RpcAnswer>;

/**
 * Answers one POST of the modern era: with one JSON body, or, once there is something to tell before the result, with a
 * stream of events. The client cancels by going away.
 */
export function respondModern(
  id: RpcId,
  { signal, work }: { readonly signal: AbortSignal; readonly work: ModernWork },
): Promise<Response> {
  const gone = new AbortController();
  signal.addEventListener('abort', () => gone.abort(), { once: true });
  if (signal.aborted) gone.abort();
  return new Promise((resolve) => {
    let stream: EventStream | null = null;
    const notify = (call: RpcCall): void => {
      if (stream === null) {
        stream = openEventStream(() => gone.abort());
        resolve(new Response(stream.body, { status: 200, headers: STREAM_HEADERS }));
      }
      stream.send({ kind: 'notification', call });
    };
    const settle = (message: Outgoing, response: () => Response): void => {
      if (stream === null) resolve(response());
      else stream.end(message);
    };
    work({ notify, signal: gone.signal }).then(
      (answer) => {
        const message: Outgoing = { kind: 'result', id, answer };
        settle(message, () => jsonResponse(lineOf(message), 200));
      },
      (error: unknown) => {
        const fault = toFault(error);
        settle({ kind: 'error', id, fault }, () => faultResponse(fault, id, STATUS_OF[fault.code] ?? 200));
      },
    );
  });
}

/** Errors that say something about the request itself have a status of their own. */
const STATUS_OF: { readonly [code: number]: number } = {
  [RPC_CODES.unknownMethod]: 404,
  [RPC_CODES.headerMismatch]: 400,
  [RPC_CODES.missingCapability]: 400,
  [RPC_CODES.unsupportedVersion]: 400,
};

/** An error as a JSON body. */
export function faultResponse(fault: RpcFault, id: RpcId | null, status: number): Response {
  return jsonResponse(JSON.stringify({ jsonrpc: '2.0', id, error: errorOf(fault) }), status);
}

function jsonResponse(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}

type EventStream = {
  readonly body: ReadableStream<Uint8Array>;
  readonly send: (message: Outgoing) => void;
  readonly end: (message: Outgoing) => void;
};

function openEventStream(gone: () => void): EventStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const write = (text: string): void => controller?.enqueue(encoder.encode(text));
  const timer = setInterval(() => write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    controller = null;
  };
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      stop();
      gone();
    },
  });
  const send = (message: Outgoing): void => write(`event: message\ndata: ${lineOf(message)}\n\n`);
  return {
    body,
    send,
    end: (message) => {
      send(message);
      controller?.close();
      stop();
    },
  };
}
