import { GatewayError } from '../../application/gateway-error.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { WireInputProblem, WireProblem } from '../../sdk/problem.ts';
import { type AnswerCode, ERROR_ANSWERS, RETRY_AFTER_SECONDS } from './error-status.ts';

/** What is said about a failure, before it becomes an answer. */
export type Refusal = {
  readonly code: AnswerCode;
  readonly reason: string;
  readonly remedies?: readonly string[];
  readonly problems?: readonly WireInputProblem[];
  readonly headers?: { readonly [name: string]: string };
};

/** Sent with every answer: nothing here is for a browser to frame, sniff, cache or pass on. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

const MAX_PROBLEMS = 100;

/** Answers with a body of any type. */
export function textAnswer(
  text: string,
  {
    status,
    contentType,
    requestId,
  }: { readonly status: number; readonly contentType: string; readonly requestId: string },
): Response {
  return new Response(text, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': contentType, 'x-request-id': requestId },
  });
}

/** Answers with JSON; a status of 204 has no body. */
export function jsonAnswer(
  body: unknown,
  { status, requestId }: { readonly status: number; readonly requestId: string },
): Response {
  if (status !== 204) {
    return textAnswer(JSON.stringify(body), { status, contentType: 'application/json', requestId });
  }
  return new Response(null, { status, headers: { ...SECURITY_HEADERS, 'x-request-id': requestId } });
}

/** Answers with problem details (RFC 9457) that also carry `code`, `reason`, `remedies` and `problems`. */
export function problemAnswer(refusal: Refusal, requestId: string): Response {
  const { status } = ERROR_ANSWERS[refusal.code];
  const retryAfter = RETRY_AFTER_SECONDS[refusal.code];
  return new Response(JSON.stringify(problemOf(refusal, requestId)), {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...refusal.headers,
    },
  });
}

/** The body of a problem answer. `type` is a URN: it names the kind of problem, there is nothing to fetch. */
export function problemOf({ code, reason, remedies = [], problems = [] }: Refusal, requestId: string): WireProblem {
  const { status, title } = ERROR_ANSWERS[code];
  const type = `urn:problem-type:countersign:${code}`;
  const bounded = problems.slice(0, MAX_PROBLEMS);
  const told = redactSecrets(reason).text;
  return { type, title, status, code, reason: told, remedies, problems: bounded, request_id: requestId };
}

/** What a raised error is to the caller. What no flow foresaw is `unavailable`, and nothing of it is shown. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof GatewayError) {
    const { code, message, remedies, problems } = error;
    return { code, reason: message, remedies, problems };
  }
  const reason = 'answer a request: the gateway failed unexpectedly; nothing was allowed';
  return { code: 'unavailable', reason, remedies: ['look at the gateway: countersign doctor'] };
}
