import type { Result } from '../core/result.ts';
import type { AbortSignalLike } from './notification-channel.ts';

/** One POST that the gateway makes to a place it was told of. Header names in lower case. */
export type OutboundPost = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
};

/** What came back. The body as UTF-8 text, cut at the limit. */
export type PostAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** What `Retry-After` says (RFC 9110 §10.2.3), at most a day; null where it is absent or cannot be read. */
  readonly retryAfterMs: number | null;
};

/**
 * Why a POST has no answer. `address-refused`: the place may not be reached, nothing was sent. `not-trusted`: it did not prove who
 * it is, nothing was sent. `unreachable` and `timed-out`: it may have been sent or not. `too-long`: the answer was above the limit.
 */
export type PostFailureCode = 'address-refused' | 'not-trusted' | 'unreachable' | 'timed-out' | 'too-long';
export type PostFailure = {
  readonly code: PostFailureCode;
  /** For people: what failed, what was found, what was wanted. Names the host, nothing else of the address. */
  readonly reason: string;
};

/**
 * Posts to addresses that people wrote down, and nowhere else.
 *
 * TLS with a certificate that fits the name, or plain HTTP to this machine where the operator excepted it. Every address that the name
 * leads to is judged, and one of those that were judged is dialled: public, or excepted by the operator; never a cloud's metadata. No
 * redirect is followed, no compression asked for, no connection kept. Never rejects.
 */
export interface OutboundPoster {
  post(
    post: OutboundPost,
    limits: { readonly timeoutMs: number; readonly answerBytes: number; readonly signal: AbortSignalLike },
  ): Promise<Result<PostAnswer, PostFailure>>;
}
