import type { IncomingHttpHeaders } from 'node:http';
import type { ModelProvider } from './model-settings.ts';

const REQUEST_NAMES: ReadonlySet<string> = new Set([
  'accept',
  'content-type',
  'user-agent',
  'idempotency-key',
  'x-client-request-id',
  'x-app',
]);
const REQUEST_PREFIXES = ['anthropic-', 'openai-', 'x-stainless-'];

const ANSWER_NAMES: ReadonlySet<string> = new Set([
  'content-type',
  'request-id',
  'x-request-id',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'date',
]);
const ANSWER_PREFIXES = ['anthropic-', 'openai-', 'x-ratelimit-'];

/**
 * The headers that go to a provider: what its API knows, and the gateway's own key in the place of whatever the client sent. Only
 * for a provider that takes the caller's credentials are those passed on. Compressed answers are not asked for: they could not be
 * read.
 */
export function headersToProvider(
  headers: IncomingHttpHeaders,
  { shape, key: kind }: ModelProvider,
  key: string | null,
): Record<string, string> {
  const forwarded = kept(headers, REQUEST_NAMES, REQUEST_PREFIXES);
  forwarded['accept-encoding'] = 'identity';
  if (kind === 'caller') {
    for (const name of ['authorization', 'x-api-key']) {
      const value = headers[name];
      if (typeof value === 'string') forwarded[name] = value;
    }
  } else if (key !== null && shape === 'anthropic') forwarded['x-api-key'] = key;
  else if (key !== null) forwarded['authorization'] = `Bearer ${key}`;
  return forwarded;
}

/** The headers of a provider's answer that go to the client: never a cookie, never what speaks of the connection. */
export function headersToClient(headers: IncomingHttpHeaders): Record<string, string> {
  return kept(headers, ANSWER_NAMES, ANSWER_PREFIXES);
}

function kept(
  headers: IncomingHttpHeaders,
  names: ReadonlySet<string>,
  prefixes: readonly string[],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue;
    if (names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) found[name] = value;
  }
  return found;
}
