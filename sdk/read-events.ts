import { CountersignError } from './error.ts';
import { EventStreamReader } from './event-stream.ts';
import { type CallOptions, failureOf, type Transport } from './transport.ts';
import type { WireEvent } from './wire.ts';

/** Every kind that this client knows; the type makes sure that none is left out. */
const KINDS: { readonly [Kind in WireEvent['kind']]: true } = {
  decision: true,
  outcome: true,
  verification: true,
  approval: true,
  emergency: true,
  tool: true,
  workspace: true,
  run: true,
  budget: true,
  lease: true,
  guardrail: true,
  message: true,
  policy: true,
  witness: true,
};

/** `onOpen` is called once the gateway sends events: whatever happened before was not told. */
export type EventsOptions = CallOptions & { readonly onOpen?: () => void };

/** The gateway sends something every 15 s; three silences in a row mean that nobody is there. */
const SILENCE_MS = 45_000;

/** Subscribes to the gateway's events. Kinds this client does not know are skipped. See `CountersignClient.events`. */
export async function* readEvents(
  transport: Transport,
  { signal, timeoutMs = SILENCE_MS, onOpen }: EventsOptions,
): AsyncGenerator<WireEvent, void, undefined> {
  const silence = new AbortController();
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const silent = () => silence.abort(new CountersignError('timed-out', 'wait for events: no heartbeat in time'));
  let timer = setTimeout(silent, timeoutMs);
  try {
    const response = await transport.open({ method: 'GET', path: '/v1/events' }, either);
    if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true || response.body === null) {
      throw new CountersignError('unexpected-answer', 'subscribe to events: want an event stream');
    }
    onOpen?.();
    const reader = new EventStreamReader();
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = setTimeout(silent, timeoutMs);
      for (const { data } of reader.push(decoder.decode(chunk, { stream: true }))) {
        const event = parseEvent(data);
        if (event !== null) yield event;
      }
    }
    throw new CountersignError('unreachable', 'wait for events: the gateway ended the stream');
  } catch (cause) {
    throw failureOf(cause, either);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function parseEvent(data: string): WireEvent | null {
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch (cause) {
    throw new CountersignError('unexpected-answer', 'read an event: want JSON', { cause });
  }
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null;
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? (body as WireEvent) : null;
}
