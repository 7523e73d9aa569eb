import type { ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { PostAnswer, PostFailure } from '../../ports/outbound-poster.ts';

const BY_STATUS: { readonly [status: number]: ChannelFailureCode } = {
  401: 'misconfigured',
  403: 'misconfigured',
  404: 'unknown-place',
  408: 'unreachable',
  410: 'unknown-place',
  413: 'too-long',
  425: 'unreachable',
  429: 'rate-limited',
};

/** What an answer that is no success means. A redirect is not followed: the address is the operator's to
 * change, and until then somebody else may answer there. */
export function failureOfStatus({ status, retryAfterMs }: PostAnswer): ChannelFailure {
  const code = BY_STATUS[status] ?? (status >= 500 || status < 400 ? 'unreachable' : 'refused');
  const isBusy = status === 503 && retryAfterMs !== null;
  return {
    code: isBusy ? 'rate-limited' : code,
    reason: `deliver a webhook: status ${status}, want 2xx`,
    retryAfterMs: code === 'unreachable' || code === 'rate-limited' ? retryAfterMs : null,
  };
}

const BY_POST_FAILURE: { readonly [code in PostFailure['code']]: ChannelFailureCode } = {
  'address-refused': 'misconfigured',
  'not-trusted': 'misconfigured',
  unreachable: 'unreachable',
  'timed-out': 'unreachable',
  'too-long': 'unreachable',
};

/** What a POST without an answer means. */
export function failureOfPost({ code, reason }: PostFailure): ChannelFailure {
  return { code: BY_POST_FAILURE[code], reason: `deliver a webhook: ${reason}`, retryAfterMs: null };
}
