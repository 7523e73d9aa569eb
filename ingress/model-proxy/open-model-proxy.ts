import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ModelCaller } from '../../application/model/model-caller.ts';
import { openModelCall } from '../../application/model/model-calls.ts';
import type { CallerRefusal } from '../../application/model/under-lease.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { NO_USAGE } from '../../core/model/model-usage.ts';
import type { BodyPlace } from './body-room.ts';
import { ClientAnswer } from './client-answer.ts';
import { headersToClient, headersToProvider } from './forwarded-headers.ts';
import { newestUserText } from './newest-message.ts';
import type { ModelProxyParts } from './proxy-parts.ts';
import { openProxyState, type ProxyState } from './proxy-state.ts';
import { readBytes, readJsonObject } from './read-bytes.ts';
import { describeRequest, type ReadRequest, readRequest, withUsageAsked } from './read-request.ts';
import { type Refusal, refusalAnswer } from './refusal-answer.ts';
import { MODEL_PREFIX, type RoutedRequest, routeRequest } from './route-request.ts';
import { type ScreenedRequest, screenRequest } from './screen-request.ts';
import { refuse, serveCall } from './serve-call.ts';
import { jsonText } from './wire-json.ts';

/** The model proxy, ready to answer. */
export type ModelProxy = {
  /** Whether a request's address is the proxy's. */
  readonly takes: (url: string) => boolean;
  /**
   * Answers one request. `caller`: whose run the connection belongs to; null where a token in the request says who calls. Resolves when
   * the call is settled; never rejects.
   */
  readonly handle: (request: IncomingMessage, response: ServerResponse, caller: ModelCaller | null) => Promise<void>;
  /** Ends connections to providers that nothing is sent on. */
  readonly close: () => void;
};

/**
 * Opens the proxy that stands before models: Anthropic's Messages API and OpenAI's Chat Completions and Responses.
 *
 * A request is decided and on record before it leaves, its budget is held before and settled after it, its context is looked through,
 * and every tool call in the answer is held until it was decided. The provider's key stays here.
 */
export function openModelProxy(parts: ModelProxyParts): ModelProxy {
  const state = openProxyState(parts);
  return {
    takes: (url) => url.startsWith(MODEL_PREFIX),
    handle: async (request, response, caller) => {
      const client = new ClientAnswer(response);
      try {
        await answer(state, { request, client, caller });
      } catch (error) {
        parts.onFailure('answer a request to a model', error);
        const refused = refusalAnswer('openai', {
          status: 500,
          message: 'Countersign failed: countersign doctor finds out why',
        });
        client.answer(500, refused);
        client.end();
      }
    },
    close: () => state.upstream.close(),
  };
}

type Incoming = {
  readonly request: IncomingMessage;
  readonly client: ClientAnswer;
  readonly caller: ModelCaller | null;
};

async function answer(state: ProxyState, { request, client, caller }: Incoming): Promise<void> {
  const { method = '', url = '', headers } = request;
  const routed = routeRequest({ method, url }, state.parts.settings.providers);
  if ('status' in routed) {
    client.answer(routed.status, refusalAnswer(routed.shape, routed));
    return;
  }
  const incoming = { client, routed, notes: {} };
  // A token of ours must never go to a provider that takes the caller's own credentials.
  const mayShow = routed.provider.key !== 'caller';
  const named = caller ?? (mayShow ? await callerOf(state, headers) : null);
  const who = named === null || 'refused' in named ? named : await state.parts.underLease(named, leaseIn(headers));
  if (who !== null && 'refused' in who) {
    refuse(incoming, { status: 403, message: `Countersign refused this call of the model: ${who.refused}` });
    return;
  }
  if (who === null) {
    refuse(incoming, {
      status: 401,
      message: 'Countersign knows nobody by this key: want a token of this gateway, or a connection of a run',
    });
    return;
  }
  if (routed.endpoint === 'models') return passModels(state, { request, client, routed, who });
  const place = state.bodies.enter(JSON.stringify([who.caller.principal, who.caller.run ?? null]));
  try {
    const body = await readBody(state, request, place);
    if ('status' in body) refuse(incoming, body);
    else await open(state, { request, client, routed, who, body: body.body });
  } finally {
    place.leave();
  }
}

async function callerOf(
  state: ProxyState,
  { authorization, 'x-api-key': key, 'x-countersign-session': named }: IncomingMessage['headers'],
): Promise<ModelCaller | CallerRefusal | null> {
  const bearer = authorization?.toLowerCase().startsWith('bearer ') ? authorization.slice('bearer '.length) : null;
  const token = bearer ?? (typeof key === 'string' ? key : null);
  const session = typeof named === 'string' && isSessionName(named) ? named : null;
  return token === null || token.length > 512 ? null : state.parts.identify(token.trim(), session);
}

/** The lease token that was shown; one that is shown twice is no token, and refused as such. */
function leaseIn({ 'countersign-lease': shown }: IncomingMessage['headers']): string | null {
  return shown === undefined ? null : String(shown);
}

const SESSION_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.';

function isSessionName(name: string): boolean {
  return name !== '' && name.length <= 64 && [...name].every((letter) => SESSION_LETTERS.includes(letter));
}

async function readBody(
  { limits }: ProxyState,
  request: IncomingMessage,
  place: BodyPlace,
): Promise<{ readonly body: JsonObject } | Refusal> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return { status: 415, message: 'read the request: found a content encoding, want none' };
  const tooLarge = { status: 413, message: `read the request: found more than ${limits.bodyBytes} bytes` };
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > limits.bodyBytes) return tooLarge;
  let hasRoom = place.take(said);
  const tooMuch = {
    status: 413,
    message: 'read the request: found too much in work at once, want fewer or shorter requests',
  };
  if (!hasRoom) return tooMuch;
  request.setTimeout(limits.uploadMs, () => request.destroy());
  // What was announced has its room; a body of no announced length takes it as it comes.
  const take = (count: number): boolean => {
    hasRoom = said > 0 || place.take(count);
    return hasRoom;
  };
  const bytes = await readBytes(request, limits.bodyBytes, take);
  if (!request.destroyed) request.setTimeout(0);
  if (!hasRoom) return tooMuch;
  if (bytes === null) return tooLarge;
  const body = bytes === 'broken' ? null : readJsonObject(bytes);
  return body === null
    ? {
        status: 400,
        message: 'read the request: want one JSON object in UTF-8, of at most a million objects and lists',
      }
    : { body };
}

type Asking = {
  readonly request: IncomingMessage;
  readonly client: ClientAnswer;
  readonly routed: RoutedRequest;
  readonly who: ModelCaller;
  readonly body: JsonObject;
};

/** Looks through the request, has it decided, and sends it. */
async function open(state: ProxyState, { request, client, routed, who, body }: Asking): Promise<void> {
  const { parts, limits } = state;
  const screened = screenNewest(state, { routed, who, body });
  const read = readRequest(routed.endpoint, body);
  if (typeof read === 'string')
    return refuse({ client, routed, notes: screened.notes }, { status: 400, message: read });
  if (parts.settings.serverTools === 'refuse' && read.serverTools.length > 0) {
    const message = `Countersign refused this call of the model: it offers ${read.serverTools.slice(0, 8).join(', ')}, which the provider would run where nobody can decide about it. Leave these tools out`;
    return refuse({ client, routed, notes: screened.notes }, { status: 403, message });
  }
  const scanned = parts.scan(body, who);
  if ('refusal' in scanned)
    return refuse({ client, routed, notes: screened.notes }, { status: 403, message: scanned.refusal });
  const outgoing = completed(state, { routed, read, body: scanned.body });
  const text = jsonText(outgoing);
  const removed = Object.keys(scanned.removed).length === 0 ? {} : { removed: scanned.removed };
  const wanted = describeRequest(
    routed,
    { text, request: { ...read, body: outgoing }, notes: removed },
    parts.settings,
  );
  const wait = { waitMs: limits.approvalMs, signal: client.gone };
  const opened = await openModelCall(parts, { who, request: wanted }, wait);
  await Promise.race([screened.marked, state.pause(limits.screenMs, client.gone)]);
  const notes = { ...notesOf(scanned.removed, opened.ok ? opened.value.warnings : []), ...screened.notes };
  if (!opened.ok) {
    const status = opened.failure.kind === 'failed' ? 500 : 403;
    return refuse({ client, routed, notes }, { status, message: opened.failure.message });
  }
  noteResults(state, { who, results: scanned.results });
  const estimate = wanted.estimate ?? NO_USAGE;
  const call = { state, routed, who, request: read, text, headers: request.headers, client, notes, estimate };
  return serveCall({ ...call, open: opened.value });
}

/** Screens what the user wrote last, before anything can refuse or hold the request. */
function screenNewest(
  { parts, heard }: ProxyState,
  { routed, who, body }: Pick<Asking, 'routed' | 'who' | 'body'>,
): ScreenedRequest {
  const { gateway, onFailure } = parts;
  return screenRequest({ gateway, heard, onFailure }, who, newestUserText(routed.endpoint, body));
}

/** What is added to a request: the wish for its usage, and the answers to calls that were refused behind the client's back. */
function completed(
  state: ProxyState,
  { routed, read, body }: { readonly routed: RoutedRequest; readonly read: ReadRequest; readonly body: JsonObject },
): JsonObject {
  if (routed.endpoint === 'chat' && read.isStream && !read.wantsUsage) return withUsageAsked(body);
  if (routed.endpoint !== 'responses') return body;
  const answers = state.refused.answersFor(body);
  if (answers.length === 0) return body;
  const { input } = body;
  const given: readonly Json[] = Array.isArray(input)
    ? input
    : typeof input === 'string'
      ? [{ type: 'message', role: 'user', content: input }]
      : [];
  const isAnswered = (answer: JsonObject): boolean =>
    given.some((item) => isJsonObject(item) && item['call_id'] === answer['call_id']);
  return { ...body, input: [...answers.filter((answer) => !isAnswered(answer)), ...given] };
}

function notesOf(removed: { readonly [kind: string]: number }, warnings: readonly string[]): Record<string, string> {
  const kinds = Object.entries(removed).map(([kind, count]) => `${kind}=${count}`);
  return {
    ...(kinds.length === 0 ? {} : { 'x-countersign-removed': kinds.slice(0, 16).join(', ') }),
    ...(warnings.length === 0 ? {} : { 'x-countersign-budget-warning': warnings.slice(0, 8).map(plain).join(', ') }),
  };
}

/** A header's value holds printable ASCII only. */
function plain(text: string): string {
  return [...text]
    .map((character) => (character >= ' ' && character <= '~' ? character : '?'))
    .join('')
    .slice(0, 200);
}

function noteResults(
  { parts, released }: ProxyState,
  { who, results }: { readonly who: ModelCaller; readonly results: Parameters<ProxyState['released']['report']>[2] },
): void {
  if (results.length === 0) return;
  released.report(parts.gateway, who.session, results).catch((error: unknown) => {
    parts.onFailure('record what came of calls of tools', error);
  });
}

/** The list of models, as the provider tells it: nothing is said to it but who asks. */
async function passModels(state: ProxyState, { request, client, routed, who }: Omit<Asking, 'body'>): Promise<void> {
  const { provider, url } = routed;
  const isOurs = provider.key === 'gateway';
  const key = isOurs ? await state.parts.providerKey(provider.name, who.caller.principal) : null;
  const headers = headersToProvider(request.headers, provider, key);
  try {
    const reached = await state.upstream.send({ url, method: 'GET', headers, body: null, signal: client.gone });
    const bytes = await readBytes(reached, state.limits.answerBytes);
    if (bytes === null || bytes === 'broken' || reached.headers['content-encoding'] !== undefined)
      throw new Error('the answer cannot be read');
    const { statusCode = 502 } = reached;
    const isAnswer = statusCode >= 200 && (statusCode < 300 || statusCode >= 400);
    client.answer(isAnswer ? statusCode : 502, {
      headers: headersToClient(reached.headers),
      body: bytes.toString('utf8'),
    });
  } catch (error) {
    if (!client.gone.aborted) state.parts.onFailure(`list the models of ${provider.name}`, error);
    refuse(
      { client, routed, notes: {} },
      { status: 502, message: `Countersign could not list the models of ${provider.name}` },
    );
  }
}
