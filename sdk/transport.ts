import { CountersignError, errorOfAnswer } from './error.ts';

/** How to reach a gateway. */
export type ClientOptions = {
  /** For example `http://127.0.0.1:7391`; http or https, without user, query or fragment. */
  readonly baseUrl: string;
  /** Bearer token; null for the routes that need none. Sent to `baseUrl` only: redirects are refused. */
  readonly token: string | null;
  /**
   * In a page of the gateway's own: the proof that came with the login. The browser's cookie then goes along, to the page's own origin.
   */
  readonly proof?: string;
  /** A lease token that is shown with every call, which is then made under that lease. */
  readonly lease?: string;
  /** How long an answer may take beyond what the call itself waits for. Default 10,000. */
  readonly timeoutMs?: number;
  /** The platform's `fetch` unless given. */
  readonly fetch?: typeof fetch;
};

/** Per call: a signal that ends it early, and another time-out. */
export type CallOptions = { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number | undefined };

/** One request, before the client's own settings are added. */
export type Call = CallOptions & {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: { readonly [name: string]: string | number | undefined };
  readonly body?: unknown;
  /** Time the gateway is asked to wait, added to the time-out. */
  readonly waitMs?: number;
};

/** The largest answer that is read. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const DEFAULT_TIMEOUT_MS = 10_000;
const START_IT = 'start the gateway: countersign up';

/**
 * Sends requests to one gateway and answers their bodies.
 *
 * Raises only `CountersignError`. Reads at most 64 MiB, follows no redirect, and never puts the token into an error.
 */
export class Transport {
  private readonly baseUrl: string;
  private readonly headers: { readonly [name: string]: string };
  private readonly credentials: 'omit' | 'same-origin';
  private readonly timeoutMs: number;
  private readonly fetch: typeof fetch;

  constructor({ baseUrl, token, proof, lease, timeoutMs = DEFAULT_TIMEOUT_MS, fetch: given }: ClientOptions) {
    this.baseUrl = parseBaseUrl(baseUrl);
    this.headers = {
      ...(token === null ? {} : { authorization: `Bearer ${parseToken(token)}` }),
      ...(proof === undefined ? {} : { 'countersign-proof': parseToken(proof) }),
      ...(lease === undefined ? {} : { 'countersign-lease': parseToken(lease) }),
    };
    this.credentials = proof === undefined ? 'omit' : 'same-origin';
    this.timeoutMs = timeoutMs;
    this.fetch = given ?? ((input, init) => fetch(input, init));
  }

  /** Answers the parsed JSON body; undefined for an empty answer (204). */
  async json(call: Call): Promise<unknown> {
    const text = await this.text(call);
    return text === '' ? undefined : parseJson(text);
  }

  /** Answers the body as text. */
  async text(call: Call): Promise<string> {
    const signal = this.signalFor(call);
    const response = await this.open(call, signal);
    return readText(response, signal);
  }

  /** Answers a response whose status is a success, with the body unread. Any other becomes the error it describes. */
  async open(call: Call, signal: AbortSignal): Promise<Response> {
    const response = await this.send(call, signal);
    if (response.ok) return response;
    const text = await readText(response, signal);
    throw errorOfAnswer(response.status, text === '' ? undefined : parseJsonOrNothing(text));
  }

  private async send({ method, path, query, body }: Call, signal: AbortSignal): Promise<Response> {
    const sendsBody = body !== undefined;
    try {
      return await this.fetch(`${this.baseUrl}${path}${queryText(query)}`, {
        method,
        redirect: 'error',
        credentials: this.credentials,
        cache: 'no-store',
        headers: sendsBody ? { ...this.headers, 'content-type': 'application/json' } : { ...this.headers },
        ...(sendsBody ? { body: JSON.stringify(body) } : {}),
        signal,
      });
    } catch (cause) {
      throw failureOf(cause, signal);
    }
  }

  private signalFor({ signal, timeoutMs = this.timeoutMs, waitMs = 0 }: Call): AbortSignal {
    const timer = AbortSignal.timeout(timeoutMs + waitMs);
    return signal === undefined ? timer : AbortSignal.any([signal, timer]);
  }
}

/** What a failed fetch or read means: the caller's signal, the time-out, or no connection. */
export function failureOf(cause: unknown, signal: AbortSignal): CountersignError {
  if (cause instanceof CountersignError) return cause;
  if (!signal.aborted) {
    return new CountersignError('unreachable', 'reach the gateway: no connection', { cause, remedies: [START_IT] });
  }
  const reason: unknown = signal.reason;
  if (reason instanceof CountersignError) return reason;
  if (reason instanceof DOMException && reason.name === 'TimeoutError') {
    return new CountersignError('timed-out', 'wait for the gateway: no answer in time', { cause });
  }
  return new CountersignError('cancelled', 'wait for the gateway: the caller stopped waiting', { cause });
}

function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (plain && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href.replace(/\/$/, '');
  throw new CountersignError(
    'bad-configuration',
    'read the base URL: want http or https without user, query and fragment',
  );
}

function parseToken(token: string): string {
  for (let index = 0; index < token.length; index++) {
    const unit = token.charCodeAt(index);
    if (unit <= 0x20 || unit >= 0x7f) {
      throw new CountersignError('bad-configuration', 'read the token: want visible ASCII characters only');
    }
  }
  if (token !== '') return token;
  throw new CountersignError('bad-configuration', 'read the token: want at least one character');
}

function queryText(query: Call['query']): string {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) sent.append(name, String(value));
  }
  const text = sent.toString();
  return text === '' ? '' : `?${text}`;
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let sizeBytes = 0;
  try {
    for await (const chunk of response.body) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > MAX_ANSWER_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError && cause.message.includes('encoded data')) throw notJson(cause);
    throw failureOf(cause, signal);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(cause);
  }
}

function parseJsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(cause: unknown): CountersignError {
  return new CountersignError('unexpected-answer', 'read the answer: want JSON in UTF-8', { cause });
}

function tooLarge(): CountersignError {
  return new CountersignError('unexpected-answer', `read the answer: want at most ${MAX_ANSWER_BYTES} bytes`);
}
