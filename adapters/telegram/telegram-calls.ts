import type { Api, GrammyError } from 'grammy/web';
import { fail, ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { TelegramOptions } from './telegram-options.ts';

/** One call of the Bot API, as grammY names it. */
export type TelegramCall<Value> = (raw: Api['raw'], signal: Signal) => Promise<Value>;
type Signal = Parameters<Api['raw']['getMe']>[0];

/** The Bot API, with failures as values. Nothing here tries again: whoever delivers knows when. */
export type TelegramCalls = {
  run<Value>(
    task: string,
    call: TelegramCall<Value>,
    limits: { readonly signal: AbortSignalLike; readonly timeoutMs?: number },
  ): Promise<Result<Value, ChannelFailure & { readonly status: number | null; readonly description: string }>>;
};

/**
 * Opens the Bot API over grammY's client, in its build for the web: that has no client of its own and calls the `fetch` it is given. It is
 * loaded with the first call.
 */
export function openTelegramCalls({ token, fetch, apiRoot, timeoutMs = 10_000 }: TelegramOptions): TelegramCalls {
  const apis = new Map<number, Api>();
  const apiOf = async (limitMs: number): Promise<Api> => {
    const known = apis.get(limitMs);
    if (known !== undefined) return known;
    const { Api } = await import('grammy/web');
    const api = new Api(token, {
      timeoutSeconds: limitMs / 1_000,
      fetch: (url: string, init: RequestInit) => fetch(url, init),
      ...(apiRoot === undefined ? {} : { apiRoot }),
    });
    apis.set(limitMs, api);
    return api;
  };
  return {
    run: async (task, call, { signal, timeoutMs: own = timeoutMs }) => {
      try {
        // grammY names the signal of another package, and uses what all of them have.
        const { raw } = await apiOf(own);
        return ok(await call(raw, signal as Signal));
      } catch (error) {
        return fail(failureOf(task, error));
      }
    },
  };
}

/** Telegram's words are looked at, never handed on: they may hold what was sent. */
function failureOf(task: string, error: unknown) {
  if (!isRefusal(error)) {
    const reason = `${task} at Telegram: no answer that can be read, want one`;
    return { code: 'unreachable' as const, reason, retryAfterMs: null, status: null, description: '' };
  }
  const { error_code: status, description, parameters } = error;
  const words = typeof description === 'string' ? description.toLowerCase() : '';
  const code = codeOf(status, words);
  const reason = `${task} at Telegram: error ${Number.isInteger(status) ? status : 'without a number'} (${code})`;
  const seconds: unknown = parameters.retry_after;
  const waits = code === 'rate-limited' && typeof seconds === 'number' && seconds >= 0 && seconds <= 86_400;
  return { code, reason, retryAfterMs: waits ? Math.ceil(seconds * 1_000) : null, status, description: words };
}

/** An answer of Telegram's that says no. What else goes wrong, the client's own errors included, is no answer. */
function isRefusal(error: unknown): error is GrammyError {
  return error instanceof Error && error.name === 'GrammyError' && 'error_code' in error && 'parameters' in error;
}

const UNKNOWN_PLACE = [
  'chat not found',
  'peer_id_invalid',
  'message thread not found',
  'group chat was upgraded',
  'user not found',
  'chat_id is empty',
] as const;

function codeOf(status: number, words: string): ChannelFailureCode {
  if (status === 429) return 'rate-limited';
  if (status === 401 || status === 404) return 'misconfigured';
  if (status >= 500 || !(status >= 400)) return 'unreachable';
  if (words.includes('too long') || words.includes('message_too_long')) return 'too-long';
  return UNKNOWN_PLACE.some((part) => words.includes(part)) ? 'unknown-place' : 'refused';
}
