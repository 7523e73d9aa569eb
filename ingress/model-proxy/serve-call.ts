import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { decideToolCalls } from '../../application/model/decide-tool-calls.ts';
import type { DecideCalls } from '../../application/model/held-call.ts';
import type { ModelCaller } from '../../application/model/model-caller.ts';
import type { CallEnd, OpenCall } from '../../application/model/model-calls.ts';
import type { ModelUsage } from '../../core/budget/model-prices.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { addUsage, NO_USAGE } from '../../core/model/model-usage.ts';
import type { ClientAnswer } from './client-answer.ts';
import { headersToClient, headersToProvider } from './forwarded-headers.ts';
import { type AnsweringEndpoint, answerGateOf, streamGateOf } from './gate-of.ts';
import type { ProxyState } from './proxy-state.ts';
import { pumpStream } from './pump-stream.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadRequest } from './read-request.ts';
import { type Refusal, refusalAnswer } from './refusal-answer.ts';
import type { RoutedRequest } from './route-request.ts';
import { settledUsage } from './settled-usage.ts';
import { MalformedStream } from './sse-reader.ts';
import { UpstreamFailure } from './upstream.ts';
import { jsonText, readAnswerObject, writtenBytes } from './wire-json.ts';

/** A call that may leave, with everything that its answer is handled by. */
export type ServedCall = {
  readonly state: ProxyState;
  readonly routed: RoutedRequest;
  readonly who: ModelCaller;
  readonly request: ReadRequest;
  /** The body as it leaves. */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  readonly open: OpenCall;
  readonly estimate: ModelUsage;
  readonly client: ClientAnswer;
  /** Sent with every answer: warnings of budgets, what was taken out of the context. */
  readonly notes: Record<string, string>;
};

/** Sends a call to its provider and leads the answer to the client. Settles the call; never rejects. */
export async function serveCall(call: ServedCall): Promise<void> {
  const { state, open } = call;
  let spent = NO_USAGE;
  let end: CallEnd;
  try {
    const reached = await reach(call, (usage) => {
      spent = addUsage(spent, usage);
    });
    end = reached === null ? { usage: NO_USAGE, result: 'failed', error: 'no-answer' } : await answer(call, reached);
  } catch (error) {
    state.parts.onFailure('answer a call of a model', error);
    refuse(call, {
      status: 500,
      message: 'Countersign failed on the way to an answer: countersign doctor finds out why',
    });
    end = { usage: call.estimate, result: 'failed', error: 'internal' };
  }
  if (end.result === 'completed') state.retries.succeeded(call.who.task);
  call.client.end();
  await open.settle({ ...end, usage: addUsage(spent, end.usage) });
}

/** The provider's answer after as many attempts as are allowed; null where the client was told that there is none. */
async function reach(call: ServedCall, onSpent: (usage: ModelUsage) => void): Promise<IncomingMessage | null> {
  const { state, routed, text, headers, client, who } = call;
  const { provider, url } = routed;
  const key = await keyFor(call);
  if (provider.key === 'gateway' && key === null) {
    refuse(call, {
      status: 401,
      message: `Countersign has no key for ${provider.name} that may be used here: the operator keeps one with countersign secret set, for the provider's host and for who calls, or sets it in the gateway's environment`,
    });
    return null;
  }
  const out = {
    url,
    method: 'POST' as const,
    headers: headersToProvider(headers, provider, key),
    body: text,
    signal: client.gone,
  };
  const turn = { task: who.task, principal: who.caller.principal };
  for (;;) {
    const given = await state.upstream.send(out).catch((error: unknown) => error);
    if (client.gone.aborted) {
      onSpent(given instanceof UpstreamFailure && !given.mayHaveWorked ? NO_USAGE : call.estimate);
      if (!(given instanceof Error)) (given as IncomingMessage).destroy();
      return null;
    }
    if (given instanceof Error) {
      if (!(given instanceof UpstreamFailure)) throw given;
      if (given.mayHaveWorked) onSpent(call.estimate);
      const waitMs = given.mayHaveWorked ? null : state.retries.next(turn, null);
      if (waitMs !== null && (await state.pause(waitMs, client.gone))) continue;
      state.parts.onFailure(`reach ${provider.name}`, given);
      refuse(call, { status: 502, message: `Countersign could not reach the provider ${provider.name}` });
      return null;
    }
    const reached = given as IncomingMessage;
    const waitMs = isTemporary(reached) ? state.retries.next(turn, retryAfterMs(reached.headers)) : null;
    if (waitMs === null) return reached;
    drain(reached);
    if (!(await state.pause(waitMs, client.gone))) return null;
  }
}

const MAX_DRAINED_BYTES = 64 * 1024;

/** Reads to the end of an answer that nobody wants, so that its connection can be used again; one without end is broken off. */
function drain(answer: IncomingMessage): void {
  let left = MAX_DRAINED_BYTES;
  answer.on('error', () => undefined);
  answer.on('data', (chunk: Uint8Array) => {
    left -= chunk.byteLength;
    if (left < 0) answer.destroy();
  });
}

const TEMPORARY: ReadonlySet<number> = new Set([408, 409, 429, 500, 502, 503, 504, 529]);

function isTemporary({ statusCode = 0, headers }: IncomingMessage): boolean {
  return TEMPORARY.has(statusCode) && headers['x-should-retry'] !== 'false';
}

/** RFC 9110 §10.2.3 in seconds, or the providers' own header in milliseconds. */
function retryAfterMs(headers: IncomingHttpHeaders): number | null {
  const exact = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

async function answer(call: ServedCall, reached: IncomingMessage): Promise<CallEnd> {
  const { statusCode = 502, headers } = reached;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    reached.destroy();
    refuse(call, { status: 502, message: 'Countersign cannot read a compressed answer, so it did not go on' });
    return { usage: call.estimate, result: 'failed', error: 'unreadable' };
  }
  if (statusCode < 200 || statusCode >= 300) return passFailure(call, reached);
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'text/event-stream' && call.routed.endpoint !== 'count-tokens') return passStream(call, reached);
  return passAnswer(call, reached);
}

async function passStream(call: ServedCall, reached: IncomingMessage): Promise<CallEnd> {
  const { state, client, estimate, request, notes } = call;
  const endpoint = call.routed.endpoint as AnsweringEndpoint;
  const gate = streamGateOf(endpoint, { decide: deciderOf(call), request, note: state.refused.note });
  client.begin(200, {
    ...headersToClient(reached.headers),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-store',
    ...notes,
  });
  const { isComplete, error } = await pumpStream(reached, gate, { client, keepAliveMs: state.limits.keepAliveMs });
  if (!isComplete) reached.destroy();
  const { hidesOutput } = request;
  const outputBytes = gate.outputBytes();
  const seen = { told: gate.usage(), estimate, isComplete, outputBytes, writtenBytes: outputBytes, hidesOutput };
  return { usage: settledUsage(seen), result: error === null ? 'completed' : 'failed', error };
}

async function passAnswer(call: ServedCall, reached: IncomingMessage): Promise<CallEnd> {
  const { state, client, estimate, notes, routed } = call;
  const bytes = await readBytes(reached, state.limits.answerBytes);
  const body = bytes === null || bytes === 'broken' || !isUtf8(bytes) ? null : readAnswerObject(bytes.toString('utf8'));
  if (body === null || bytes === null || bytes === 'broken') {
    reached.destroy();
    const message = 'Countersign could not read the answer of the provider as JSON, so it did not go on';
    refuse(call, { status: 502, message });
    return { usage: estimate, result: 'failed', error: 'unreadable' };
  }
  const headers = { ...headersToClient(reached.headers), 'content-type': 'application/json', ...notes };
  if (routed.endpoint === 'count-tokens') {
    client.answer(200, { headers, body: jsonText(body) });
    return { usage: NO_USAGE, result: 'completed', error: null };
  }
  const gate = answerGateOf(routed.endpoint as AnsweringEndpoint, state.refused.note);
  const decide = deciderOf(call);
  let gated: JsonObject;
  try {
    gated = decide === null ? body : await gate.gate(body, decide);
  } catch (error) {
    if (!(error instanceof MalformedStream)) throw error;
    refuse(call, { status: 502, message: `Countersign: ${error.message}, so the answer did not go on` });
    return { usage: estimate, result: 'failed', error: 'unreadable' };
  }
  client.answer(200, { headers, body: gated === body ? bytes.toString('utf8') : jsonText(gated) });
  const told = gate.usage(body);
  const { hidesOutput } = call.request;
  const seen = {
    told,
    estimate,
    isComplete: true,
    outputBytes: bytes.length,
    writtenBytes: writtenBytes(body),
    hidesOutput,
  };
  return { usage: settledUsage(seen), result: 'completed', error: null };
}

const MAX_FAILURE_BYTES = 1024 * 1024;

/** A provider's refusal goes on as it is, but that the client need not try again what was tried here. */
async function passFailure(call: ServedCall, reached: IncomingMessage): Promise<CallEnd> {
  const { statusCode = 502, headers } = reached;
  const bytes = await readBytes(reached, MAX_FAILURE_BYTES);
  const end: CallEnd = { usage: NO_USAGE, result: 'failed', error: `status-${statusCode}` };
  if (statusCode < 400 || bytes === null || bytes === 'broken') {
    refuse(call, { status: 502, message: `Countersign got no readable answer of the provider: status ${statusCode}` });
    return end;
  }
  const text = await withoutKey(call, bytes.toString('utf8'));
  const passed = { ...headersToClient(headers), 'x-should-retry': 'false', ...call.notes };
  call.client.answer(statusCode, { headers: passed, body: text });
  return end;
}

async function keyFor({ state, routed, who }: ServedCall): Promise<string | null> {
  const { name, key } = routed.provider;
  return key === 'gateway' ? state.parts.providerKey(name, who.caller.principal) : null;
}

/** Some providers repeat the key that they do not like. */
async function withoutKey(call: ServedCall, text: string): Promise<string> {
  const key = await keyFor(call);
  return key === null || key === '' ? text : text.replaceAll(key, '[key]');
}

/** How the calls of this answer are decided; null where the agent's own hooks do it, or nobody is to. */
function deciderOf({ state, who, request, client }: ServedCall): DecideCalls | null {
  const { settings, gateway, onFailure } = state.parts;
  const isWanted = settings.decideTools === 'always' || (settings.decideTools === 'auto' && !who.hooksDecide);
  if (!isWanted) return null;
  const around = {
    who,
    rewrites: settings.rewrites,
    turns: state.turns,
    definedTools: request.definedTools,
    colliding: settings.collidingCalls,
    wait: { waitMs: state.limits.approvalMs, signal: client.gone },
    onReleased: state.released.note.bind(state.released, who),
    onFailure: (error: unknown) => onFailure('decide about calls of tools', error),
  };
  return (calls) => decideToolCalls(gateway, around, calls);
}

/** Refuses in the words of the provider's API; does nothing for an answer that has begun. */
export function refuse(
  { client, routed, notes }: Pick<ServedCall, 'client' | 'routed' | 'notes'>,
  refusal: Refusal,
): void {
  const { headers, body } = refusalAnswer(routed.provider.shape, refusal);
  client.answer(refusal.status, { headers: { ...headers, ...notes }, body });
}
