import type { DiscordAPIError, REST, ResponseLike } from '@discordjs/rest';
import { fail, ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';
import type { DiscordOptions } from './discord-options.ts';

/** One call of Discord's REST API. Its route holds nothing but ids and tokens whose shape was checked. */
export type DiscordCall = {
  /** For people: what is being done. */
  readonly task: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly route: `/${string}`;
  readonly body?: unknown;
  readonly query?: { readonly [name: string]: string };
  /** False for interactions, whose token in the route is all that counts. */
  readonly auth?: boolean;
};

/** Why a call failed, with Discord's own status and code where it gave them. */
export type DiscordFailure = ChannelFailure & { readonly status: number | null; readonly errorCode: number | null };

/** Discord's REST API, with failures as values. Nothing here tries again or waits for a limit to pass. */
export type DiscordCalls = {
  run(call: DiscordCall, signal: AbortSignalLike): Promise<Result<unknown, DiscordFailure>>;
  close(): Promise<void>;
};

/**
 * Opens the API over Discord.js's client, which knows the limits of every route and refuses by itself what would exceed them.
 *
 * The client forgets its token when the service refused it once; it is given again with every call. It is loaded with the first
 * call: that takes a tenth of a second, which a gateway's start does not have.
 */
export function openDiscordCalls({ token, fetch, apiRoot, timeoutMs = 10_000 }: DiscordOptions): DiscordCalls {
  let opened: Promise<REST> | null = null;
  const open = async (): Promise<REST> => {
    const { REST } = await import('@discordjs/rest');
    return new REST({
      version: '10',
      retries: 0,
      timeout: timeoutMs,
      rejectOnRateLimit: () => true,
      hashSweepInterval: 3_600_000,
      handlerSweepInterval: 3_600_000,
      ...(apiRoot === undefined ? {} : { api: apiRoot }),
      // The client wants the platform's own type of an answer, which it names by another package.
      makeRequest: (url, { method = 'GET', headers, body, signal }) =>
        readable(fetch, url, {
          method,
          headers,
          body: body ?? null,
          signal: signal ?? null,
        } as RequestInit) as Promise<unknown> as Promise<ResponseLike>,
    });
  };
  return {
    run: async (call, signal) => {
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      try {
        const { method, route, body, query, auth = true } = call;
        opened ??= open();
        const rest = await opened;
        rest.setToken(token);
        const options = {
          auth,
          signal: controller.signal,
          ...(body === undefined ? {} : { body }),
          ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
        };
        if (method === 'GET') return ok(await rest.get(route, options));
        if (method === 'PUT') return ok(await rest.put(route, options));
        return ok(method === 'POST' ? await rest.post(route, options) : await rest.patch(route, options));
      } catch (error) {
        return fail(failureOf(call.task, error));
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    close: async () => {
      const rest = await opened?.catch(() => null);
      rest?.clearHashSweeper();
      rest?.clearHandlerSweeper();
    },
  };
}

/** An answer whose failure the client can read: an object in JSON, whatever came. */
async function readable(fetch: DiscordOptions['fetch'], url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  if (answer.ok || answer.status >= 500) return answer;
  const body: unknown = await answer.json().catch(() => null);
  const { status, headers } = answer;
  const isObject = typeof body === 'object' && body !== null;
  return new Response(JSON.stringify(isObject ? body : {}), {
    status,
    headers: new Headers(
      [...headers, ['content-type', 'application/json']].filter(([name]) => name !== 'content-length') as [
        string,
        string,
      ][],
    ),
  });
}

function failureOf(task: string, error: unknown): DiscordFailure {
  const { status, code: errorCode } = numbersOf(error);
  const waitMs = waitOf(error);
  const code = waitMs === undefined ? codeOf(status, errorCode) : 'rate-limited';
  const found = status === null ? 'no answer that can be read' : `status ${status}, code ${errorCode ?? 'none'}`;
  const reason = `${task} at Discord: ${waitMs === undefined ? found : 'too many requests'} (${code})`;
  return { code, reason, retryAfterMs: waitMs ?? null, status, errorCode };
}

/** The client's errors are told apart by what they hold: it has two builds, each with classes of its own. */
function numbersOf(error: unknown): { readonly status: number | null; readonly code: number | null } {
  const { status, code } = (typeof error === 'object' && error !== null ? error : {}) as Partial<DiscordAPIError>;
  return {
    status: typeof status === 'number' && Number.isInteger(status) ? status : null,
    code: typeof code === 'number' && Number.isInteger(code) ? code : null,
  };
}

/** How long a rate limit lasts; null where it does not say, undefined for what is none. */
function waitOf(error: unknown): number | null | undefined {
  if (!(error instanceof Error) || !error.name.startsWith('RateLimitError')) return undefined;
  const { retryAfter, timeToReset } = error as Error & { retryAfter?: unknown; timeToReset?: unknown };
  const waits = [retryAfter, timeToReset].find(
    (value) => typeof value === 'number' && value > 0 && value <= 86_400_000,
  );
  return typeof waits === 'number' ? Math.ceil(waits) : null;
}

const UNKNOWN_CHANNEL = 10_003;

function codeOf(status: number | null, errorCode: number | null): ChannelFailureCode {
  if (status === null || status >= 500) return 'unreachable';
  if (status === 401) return 'misconfigured';
  return status === 404 && errorCode === UNKNOWN_CHANNEL ? 'unknown-place' : 'refused';
}
