import type { ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { PostAnswer, PostFailure } from '../../ports/outbound-poster.ts';

const BY_STATUS: { readonly [status: number]: ChannelFailureCode } = {
  400: 'refused',
  401: 'misconfigured',
  403: 'misconfigured',
  404: 'unknown-place',
  408: 'unreachable',
  410: 'unknown-place',
  413: 'too-long',
  429: 'rate-limited',
};

/** What an answer that took no message means (RFC 8030 §7.3, §8.4): 404 and 410 say that the subscription is gone. */
export function failureOfStatus({ status, retryAfterMs }: PostAnswer): ChannelFailure {
  const code = BY_STATUS[status] ?? (status >= 500 || status < 400 ? 'unreachable' : 'refused');
  return {
    code,
    reason: `push a message: status ${status}, want 201`,
    retryAfterMs: code === 'unreachable' || code === 'rate-limited' ? retryAfterMs : null,
  };
}

/** An address that may not be reached was a browser's to name, so the place is at fault and not the configuration. */
const BY_POST_FAILURE: { readonly [code in PostFailure['code']]: ChannelFailureCode } = {
  'address-refused': 'unknown-place',
  'not-trusted': 'unknown-place',
  unreachable: 'unreachable',
  'timed-out': 'unreachable',
  'too-long': 'unreachable',
};

/** What a POST without an answer means. */
export function failureOfPost({ code, reason }: PostFailure): ChannelFailure {
  return { code: BY_POST_FAILURE[code], reason: `push a message: ${reason}`, retryAfterMs: null };
}
