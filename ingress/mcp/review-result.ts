import { Buffer } from 'node:buffer';
import type { JsonObject } from '../../core/encoding/json.ts';
import { measureJson } from './json-bounds.ts';
import { RPC_CODES, type RpcAnswer, RpcFault, textAt } from './rpc.ts';
import { refusal, tooLargeText } from './texts.ts';
import type { Upstream } from './upstream.ts';

/** The largest result that is handed on unless the operator says otherwise. */
export const MAX_RESULT_BYTES = 10 * 1024 * 1024;

/** How results are looked at on their way to the client. */
export type ReviewOptions = {
  readonly maxBytes: number;
  /** Takes secrets out of a result, and answers the very same object where there are none. */
  readonly redact: (result: JsonObject) => JsonObject;
};

/**
 * Looks at what a server answered before a client sees it: too much becomes a sentence, secrets are taken out. A result in
 * which nothing was found is handed on as it is, byte for byte.
 */
export function reviewResult(method: string, answer: RpcAnswer, { maxBytes, redact }: ReviewOptions): RpcAnswer {
  const text = answer.text ?? JSON.stringify(answer.result);
  const sizeBytes = text.length > maxBytes ? text.length : sizeOf(text, maxBytes);
  if (sizeBytes > maxBytes) return tooLarge(method, { sizeBytes, maxBytes });
  const result = redact(answer.result);
  return result === answer.result ? { result, text } : { result, text: null };
}

/** Largest parts of an error that are handed on: its words are cut, its data is left out. In units of `measureJson`. */
const FAULT_LIMITS = { message: 8_192, data: 65_536 } as const;

/**
 * Takes secrets out of a server's error, and what is too much of it; answers the very same one where there is nothing to take,
 * and for any other error.
 */
export function reviewFault(error: unknown, { redact }: Pick<ReviewOptions, 'redact'>): unknown {
  if (!(error instanceof RpcFault)) return error;
  const { message, data } = error;
  const isLarge = data !== undefined && measureJson(data, FAULT_LIMITS.data).units > FAULT_LIMITS.data;
  if (isLarge || message.length > FAULT_LIMITS.message) {
    const short = new RpcFault(error.code, message.slice(0, FAULT_LIMITS.message), isLarge ? undefined : data);
    return reviewFault(short, { redact });
  }
  const told = data === undefined ? { message } : { message, data };
  const redacted = redact(told);
  return redacted === told ? error : new RpcFault(error.code, textAt(redacted, 'message') ?? '', redacted['data']);
}

/** A server whose answers and errors are looked at before anybody here reads them. */
export type ReviewedServer = Pick<Upstream, 'request' | 'hello'>;

/** Puts the review between a server and whoever reads its lists, or sets something on it. */
export function reviewedServer(upstream: Upstream, review: ReviewOptions): ReviewedServer {
  return {
    get hello() {
      return upstream.hello;
    },
    request: async (call, context, headers) => {
      try {
        return reviewResult(call.method, await upstream.request(call, context, headers), review);
      } catch (error) {
        throw reviewFault(error, review);
      }
    },
  };
}

/** A tool says it to the model; any other request has no place for a sentence but an error. */
function tooLarge(method: string, found: { readonly sizeBytes: number; readonly maxBytes: number }): RpcAnswer {
  if (method === 'tools/call') return refusal(tooLargeText(found));
  throw new RpcFault(RPC_CODES.internal, tooLargeText(found));
}

/** Counting is only needed where three bytes a unit could be too many. */
function sizeOf(text: string, maxBytes: number): number {
  return text.length * 3 <= maxBytes ? text.length : Buffer.byteLength(text);
}
