import type { ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { PostAnswer, PostFailure } from '../../ports/outbound-poster.ts';
import { readObject } from './read-object.ts';

/** Codes of Twilio's error dictionary that say more than the status. */
const BY_CODE: { readonly [code: number]: ChannelFailureCode } = {
  20003: 'misconfigured',
  20429: 'rate-limited',
  21211: 'unknown-place',
  21408: 'refused',
  21606: 'misconfigured',
  21603: 'misconfigured',
  21610: 'unknown-place',
  21611: 'rate-limited',
  21612: 'unknown-place',
  21614: 'unknown-place',
  21617: 'too-long',
  21705: 'misconfigured',
  14107: 'rate-limited',
  30001: 'rate-limited',
  63038: 'rate-limited',
};

const BY_STATUS: { readonly [status: number]: ChannelFailureCode } = {
  401: 'misconfigured',
  403: 'misconfigured',
  404: 'misconfigured',
  408: 'unreachable',
  429: 'rate-limited',
};

/** What an answer that took no message means. Names code and status; the server's words may hold the number, and are left out. */
export function failureOfAnswer({ status, body, retryAfterMs }: PostAnswer): ChannelFailure {
  const found = readObject(body)?.['code'];
  const number = typeof found === 'number' && Number.isInteger(found) ? found : 0;
  const code = BY_CODE[number] ?? BY_STATUS[status] ?? (status >= 500 || status < 400 ? 'unreachable' : 'refused');
  return {
    code,
    reason: `send an SMS: status ${status}${number === 0 ? '' : `, code ${number}`}, want 201`,
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
  return { code: BY_POST_FAILURE[code], reason: `send an SMS: ${reason}`, retryAfterMs: null };
}
