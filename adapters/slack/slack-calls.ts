import type { Logger } from '@slack/web-api';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { SlackOptions } from './slack-options.ts';

/** Slack's Web API, with failures as values. Nothing here tries again or waits for a limit to pass. */
export type SlackCalls = {
  run(
    task: string,
    call: { readonly method: string; readonly options: { readonly [name: string]: unknown } },
    signal: AbortSignalLike,
  ): Promise<Result<JsonObject, ChannelFailure>>;
};

/**
 * Opens the Web API over Slack's own client.
 *
 * A client is made for every call: it has no other way to be called off, and its queue and its half hour of retries are not wanted.
 * It is loaded with the first call, and logs nothing.
 */
export function openSlackCalls({ token, fetch, apiRoot, timeoutMs = 10_000 }: SlackOptions): SlackCalls {
  return {
    run: async (task, { method, options }, signal) => {
      // Before the time runs: on a busy machine it takes longer than a call may.
      const { LogLevel, WebClient } = await import('@slack/web-api');
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      const timer = setTimeout(abort, timeoutMs);
      try {
        const client = new WebClient(token, {
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
          allowAbsoluteUrls: false,
          logger: { ...SILENT, getLevel: () => LogLevel.ERROR },
          fetch: (url, init) => fetch(String(url), { ...init, signal: controller.signal }),
          ...(apiRoot === undefined ? {} : { slackApiUrl: apiRoot }),
        });
        const value: unknown = await client.apiCall(method, options);
        return isJsonObject(value) ? ok(value) : fail(unreadable(task));
      } catch (error) {
        return fail(failureOf(task, error));
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      }
    },
  };
}

const nothing = (): void => {};
const SILENT: Omit<Logger, 'getLevel'> = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
};

function unreadable(task: string): ChannelFailure {
  const reason = `${task} at Slack: no answer that can be read, want one`;
  return { code: 'unreachable', reason, retryAfterMs: null };
}

/** Slack's words for what went wrong; whatever is not among them counts as a refusal and is not repeated. */
const CODES: { readonly [word: string]: ChannelFailureCode } = {
  invalid_auth: 'misconfigured',
  not_authed: 'misconfigured',
  account_inactive: 'misconfigured',
  token_revoked: 'misconfigured',
  token_expired: 'misconfigured',
  not_allowed_token_type: 'misconfigured',
  missing_scope: 'misconfigured',
  no_permission: 'misconfigured',
  org_login_required: 'misconfigured',
  channel_not_found: 'unknown-place',
  is_archived: 'unknown-place',
  msg_too_long: 'too-long',
  msg_blocks_too_long: 'too-long',
  ratelimited: 'rate-limited',
  rate_limited: 'rate-limited',
  message_limit_exceeded: 'rate-limited',
  internal_error: 'unreachable',
  fatal_error: 'unreachable',
  service_unavailable: 'unreachable',
  request_timeout: 'unreachable',
};

/** A word of Slack's: `channel_not_found`. What an unreadable answer puts in its place is not shown. */
const WORD = /^[a-z_]{3,64}$/;

function failureOf(task: string, error: unknown): ChannelFailure {
  const { code, data, retryAfter } = (isJsonObject(error) ? error : {}) as {
    [name in 'code' | 'data' | 'retryAfter']?: unknown;
  };
  if (code === 'slack_webapi_rate_limited_error') return limited(task, retryAfter);
  if (code !== 'slack_webapi_platform_error' || !isJsonObject(data)) return unreadable(task);
  const { error: word, response_metadata: metadata } = data;
  if (typeof word !== 'string' || !WORD.test(word)) return unreadable(task);
  const found = Object.hasOwn(CODES, word) ? (CODES[word] ?? 'refused') : 'refused';
  if (found === 'rate-limited') return limited(task, isJsonObject(metadata) ? metadata['retryAfter'] : null);
  return { code: found, reason: `${task} at Slack: ${word} (${found})`, retryAfterMs: null };
}

function limited(task: string, seconds: unknown): ChannelFailure {
  const waits = typeof seconds === 'number' && seconds >= 0 && seconds <= 86_400 ? Math.ceil(seconds * 1_000) : null;
  return { code: 'rate-limited', reason: `${task} at Slack: too many requests (rate-limited)`, retryAfterMs: waits };
}
