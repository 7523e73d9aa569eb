import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { CountersignError, errorOfAnswer } from '../../sdk/error.ts';
import { ProvingAgent } from './proving-agent.ts';

/** How long an answer is waited for beside the time of a short call, and what ends the wait. */
type CallWait = { readonly waitMs?: number; readonly signal?: AbortSignal | null };

/** Asks routes of the gateway and answers the parsed bodies. Both raise only `CountersignError`. */
export type GateConnection = {
  readonly post: (path: string, body: unknown, wait?: CallWait) => Promise<unknown>;
  readonly get: (path: string, wait?: CallWait) => Promise<unknown>;
};

/** Where the gateway is, and who we are to it. */
export type GateAddress = {
  readonly address: string;
  readonly token: string;
  /** What the one who listens must prove to know before the token is shown: see `ProvingAgent`; null where nothing can be asked. */
  readonly key: Uint8Array | null;
};

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const START_IT = 'start the gateway: countersign up';

/**
 * Connections to the gateway that are kept open: a wrapped server is called often, and each call waits for a decision.
 *
 * Follows no redirect, reads at most 16 MiB, and takes 10 s longer than what the call itself waits for.
 */
export function connectGate({ address, token, key }: GateAddress): GateConnection {
  const { protocol, hostname, port } = new URL(address);
  const isPlain = protocol === 'http:';
  const agent = isPlain ? plainAgent(key) : new HttpsAgent({ keepAlive: true });
  const request = isPlain ? requestHttp : requestHttps;
  const authorization = `Bearer ${token}`;
  // Told once: reading an address anew for every call takes a good part of the time of a short one.
  const place = { host: unbracketed(hostname), ...(port === '' ? {} : { port }), agent };
  const ask = (call: Sent, { waitMs = 0, signal = null }: CallWait): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { method, path, text } = call;
      const headers = {
        authorization,
        ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
      };
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        then();
      };
      const fail = (error: unknown): void => settle(() => reject(failureOf(error)));
      const sent: ClientRequest = request({ ...place, method, path, headers }, (response) =>
        readAnswer(response, { done: (answer) => settle(() => resolve(answer)), fail }),
      );
      const timer = setTimeout(() => sent.destroy(late()), TIMEOUT_MS + waitMs);
      const abort = (): void => void sent.destroy(stopped());
      sent.on('error', fail);
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
      sent.end(text ?? undefined);
    });
  return {
    post: (path, body, wait = {}) => ask({ method: 'POST', path, text: Buffer.from(JSON.stringify(body)) }, wait),
    get: (path, wait = {}) => ask({ method: 'GET', path, text: null }, wait),
  };
}

type Sent = { readonly method: 'GET' | 'POST'; readonly path: string; readonly text: Buffer | null };

function plainAgent(key: Uint8Array | null): HttpAgent {
  return key === null ? new HttpAgent({ keepAlive: true }) : new ProvingAgent(key);
}

function unbracketed(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

type Reading = { readonly done: (answer: unknown) => void; readonly fail: (error: unknown) => void };

function readAnswer(response: IncomingMessage, { done, fail }: Reading): void {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_ANSWER_BYTES)
      response.destroy(new CountersignError('unexpected-answer', 'read the answer: it is too large'));
  });
  response.on('error', fail);
  response.on('end', () => {
    try {
      done(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
    } catch (error) {
      fail(error);
    }
  });
}

function answerOf(status: number, text: string): unknown {
  const body = parse(text);
  if (status >= 200 && status < 300) return body;
  throw errorOfAnswer(status, body);
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CountersignError('unexpected-answer', 'read the answer: want JSON', { cause });
  }
}

function failureOf(cause: unknown): CountersignError {
  if (cause instanceof CountersignError) return cause;
  return new CountersignError('unreachable', 'reach the gateway: no connection', { cause, remedies: [START_IT] });
}

function late(): CountersignError {
  return new CountersignError('timed-out', 'wait for the gateway: no answer in time');
}

function stopped(): CountersignError {
  return new CountersignError('cancelled', 'wait for the gateway: the caller stopped waiting');
}
