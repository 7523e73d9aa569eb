import type { ModelProvider } from './model-settings.ts';
import { jsonText } from './wire-json.ts';

/** A refusal of the gateway's own. */
export type Refusal = { readonly status: number; readonly message: string };

const ANTHROPIC_TYPES: { readonly [status: number]: string } = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  413: 'request_too_large',
  415: 'invalid_request_error',
};

const OPENAI_TYPES: { readonly [status: number]: string } = {
  401: 'invalid_request_error',
  403: 'permission_error',
  500: 'server_error',
  502: 'server_error',
  504: 'server_error',
};

/**
 * A refusal in the words of the provider's API, so that official clients show it as an error of theirs. It says that it is not worth
 * trying again: `x-should-retry`, which both clients obey.
 */
export function refusalAnswer(
  shape: ModelProvider['shape'],
  { status, message }: Refusal,
): { readonly headers: Record<string, string>; readonly body: string } {
  const error =
    shape === 'anthropic'
      ? { type: 'error', error: { type: ANTHROPIC_TYPES[status] ?? 'api_error', message }, request_id: null }
      : {
          error: {
            message,
            type: OPENAI_TYPES[status] ?? 'invalid_request_error',
            param: null,
            code: status === 403 ? 'countersign_refused' : null,
          },
        };
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-should-retry': 'false' };
  return { headers, body: jsonText(error) };
}
