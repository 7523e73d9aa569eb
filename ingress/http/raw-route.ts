import type { Caller } from '../../application/gateway.ts';
import type { Result } from '../../core/result.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import type { Refusal } from './answer.ts';

/**
 * A request of a protocol that must answer in its own way even when something is wrong with it.
 *
 * Host, Origin and size were checked; whether the caller and the body are good is for the route to say.
 */
export type RawRequest = {
  readonly caller: Result<Caller, Refusal>;
  /** The parsed JSON body. */
  readonly body: Result<unknown, Refusal>;
  /** A value of the query; undefined when it is not there. */
  readonly query: (name: string) => string | undefined;
  readonly signal: () => AbortSignal;
};

/** What a raw route answers. */
export type RawAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

/** An address of another ingress on the same server. Always `POST`. */
export type RawRoute = {
  readonly path: string;
  /** What the operator's log calls it. */
  readonly operation: string;
  readonly scopes: readonly TokenScope[];
  readonly answer: (request: RawRequest) => Promise<RawAnswer>;
};
