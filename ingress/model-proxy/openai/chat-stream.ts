import type { DecideCalls } from '../../../application/model/held-call.ts';
import type { ModelUsage } from '../../../core/budget/model-prices.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { formatEvent, KEEP_ALIVE, MalformedStream, type SseEvent } from '../sse-reader.ts';
import { HeldLength, type StreamGate } from '../stream-gate.ts';
import { jsonText, objectAt, objectsAt, readEventObject, requireObjects, textAt } from '../wire-json.ts';
import { type ChatCall, finishAfter, heldCallOf, settleCalls } from './chat-calls.ts';
import { requireChatShape } from './chat-shape.ts';
import { openAiUsage } from './chat-usage.ts';
import { joinCall, type PartialCall } from './partial-call.ts';

/** A call of a choice, and the provider's id of it. */
type HeldPart = { readonly id: string; readonly call: PartialCall };

/** What is held of one choice, in the order of first sight; `newest` by the provider's index. */
type HeldChoice = { readonly calls: HeldPart[]; readonly newest: Map<number, HeldPart>; legacy: PartialCall | null };

export type ChatStreamOptions = {
  /** True where the client did not ask for the chunk with the usage that the gateway asked for. */
  readonly dropsUsage: boolean;
};

/**
 * Gates the event stream of `POST /v1/chat/completions` (OpenAI).
 *
 * Calls of a choice are held until its finish reason is known, and decided together; its text goes on at once, and so do the other
 * choices. Without `decide` nothing is held.
 */
export function openChatStream(decide: DecideCalls | null, options: ChatStreamOptions): StreamGate {
  const stream = new ChatStream(decide, options);
  return {
    take: (event) => stream.take(event),
    isComplete: () => stream.isComplete,
    usage: () => stream.usage,
    outputBytes: () => stream.outputBytes,
    failure: (message) =>
      formatEvent({
        event: null,
        data: jsonText({ error: { message, type: 'api_error', param: null, code: 'upstream_failed' } }),
      }),
  };
}

class ChatStream {
  isComplete = false;
  usage: Partial<ModelUsage> = {};
  outputBytes = 0;
  private readonly decide: DecideCalls | null;
  private readonly options: ChatStreamOptions;
  private readonly length = new HeldLength();
  private readonly held = new Map<number, HeldChoice>();
  /** Choices that have said something. */
  private readonly spoken = new Set<number>();
  /** Everything of the newest chunk but its choices: what chunks of our own are made of. */
  private frame: JsonObject = {};

  constructor(decide: DecideCalls | null, options: ChatStreamOptions) {
    this.decide = decide;
    this.options = options;
  }

  take({ event, data }: SseEvent): string | Promise<string> {
    if (data === null) return KEEP_ALIVE;
    if (this.isComplete) throw new MalformedStream('read the stream: found an event after its end');
    if (data.trim() === '[DONE]') return this.end();
    const body = readEventObject(data);
    if (this.decide !== null) requireChatShape(body, 'delta');
    if (isJsonObject(body['error'])) return this.fail(body, { event, data });
    if (isJsonObject(body['usage'])) this.usage = { ...this.usage, ...openAiUsage(body['usage']) };
    const choices = objectsAt(body, 'choices');
    if (choices.length === 0 && isJsonObject(body['usage']) && this.options.dropsUsage) return '';
    for (const choice of choices) this.count(choice);
    const isPlain = choices.every((choice) => !this.concernsCalls(choice));
    if (this.decide === null || isPlain) return formatEvent({ event, data });
    return this.gate(body, choices);
  }

  private fail(body: JsonObject, { event, data }: { readonly event: string | null; readonly data: string }): string {
    if (this.decide !== null && requireObjects(body['choices'], 'choices').length > 0)
      throw new MalformedStream('read an event of the stream: found choices beside an error');
    this.held.clear();
    this.isComplete = true;
    return formatEvent({ event, data });
  }

  /** A choice that never said why it ended is decided at the end of the stream. */
  private async end(): Promise<string> {
    let text = '';
    for (const index of [...this.held.keys()])
      text += await this.release({ index, finish_reason: 'tool_calls', delta: {} });
    this.isComplete = true;
    return `${text}data: [DONE]\n\n`;
  }

  /** True for a part of a call, and for the end of a choice of which something is held. */
  private concernsCalls(choice: JsonObject): boolean {
    const delta = objectAt(choice, 'delta');
    if (objectsAt(delta, 'tool_calls').length > 0 || isJsonObject(delta['function_call'])) return true;
    return this.held.has(indexOf(choice)) && textAt(choice, 'finish_reason') !== '';
  }

  private async gate(body: JsonObject, choices: readonly JsonObject[]): Promise<string> {
    const { choices: _choices, usage: _usage, ...frame } = body;
    this.frame = frame;
    const rest: Json[] = [];
    let released = '';
    for (const choice of choices) {
      const visible = this.concernsCalls(choice) ? this.hold(choice) : choice;
      if (textAt(choice, 'finish_reason') === '' || !this.held.has(indexOf(choice))) {
        if (visible !== null) rest.push(visible);
        continue;
      }
      if (visible !== null) released += this.chunk({ ...visible, finish_reason: null });
      released += await this.release(choice);
    }
    const text = rest.length > 0 ? formatEvent({ event: null, data: jsonText({ ...frame, choices: rest }) }) : '';
    const { usage } = body;
    const used = isJsonObject(usage) && !this.options.dropsUsage ? { ...frame, choices: [], usage } : null;
    return text + released + (used === null ? '' : formatEvent({ event: null, data: jsonText(used) }));
  }

  /** Takes what is said of calls out of a choice's delta; what is left of it, or null for nothing. */
  private hold(choice: JsonObject): JsonObject | null {
    const held = this.heldOf(indexOf(choice));
    const { tool_calls: _calls, function_call: legacy, ...rest } = objectAt(choice, 'delta');
    for (const part of objectsAt(objectAt(choice, 'delta'), 'tool_calls')) {
      this.length.add(jsonText(part));
      const [index, id] = [indexOf(part), textAt(part, 'id')];
      const known = held.newest.get(index);
      // Some providers number every call 0: another id is another call.
      if (known !== undefined && (id === '' || id === known.id)) {
        joinCall(known.call, part);
        continue;
      }
      this.length.addCall();
      const fresh: HeldPart = { id, call: joinCall(null, part) };
      held.calls.push(fresh);
      held.newest.set(index, fresh);
    }
    if (isJsonObject(legacy)) {
      if (held.legacy === null) this.length.addCall();
      this.length.add(jsonText(legacy));
      held.legacy = joinCall(held.legacy, legacy);
    }
    return Object.values(rest).some((value) => value !== null) ? { ...choice, delta: rest } : null;
  }

  private heldOf(index: number): HeldChoice {
    const known = this.held.get(index);
    if (known !== undefined) return known;
    const fresh: HeldChoice = { calls: [], newest: new Map(), legacy: null };
    this.held.set(index, fresh);
    return fresh;
  }

  /** Decides the calls of one choice and says what is left of them, then how the choice ended. */
  private async release(choice: JsonObject): Promise<string> {
    const index = indexOf(choice);
    const { calls, legacy } = this.heldOf(index);
    this.held.delete(index);
    const whole: ChatCall[] = calls.map(({ call }) => ({ call: call.whole(), isLegacy: false }));
    if (legacy !== null) whole.push({ call: legacy.whole(), isLegacy: true });
    const settled = settleCalls(whole, await (this.decide as DecideCalls)(whole.map(heldCallOf)));
    const deltas: JsonObject[] = [];
    if (settled.text !== '') deltas.push({ content: this.spoken.has(index) ? `\n\n${settled.text}` : settled.text });
    for (const [at, call] of settled.calls.entries()) deltas.push({ tool_calls: [{ ...call, index: at }] });
    if (settled.legacy !== null) deltas.push({ function_call: settled.legacy });
    const reason = finishAfter(choice['finish_reason'] ?? null, settled);
    const parts = deltas.map((delta) => this.chunk({ index, delta, finish_reason: null }));
    const { delta: _delta, ...rest } = choice;
    return parts.join('') + this.chunk({ ...rest, delta: {}, finish_reason: reason });
  }

  private chunk(choice: JsonObject): string {
    return formatEvent({ event: null, data: jsonText({ ...this.frame, choices: [choice] }) });
  }

  private count(choice: JsonObject): void {
    const delta = objectAt(choice, 'delta');
    if (textAt(delta, 'content') !== '') this.spoken.add(indexOf(choice));
    for (const name of ['content', 'refusal', 'reasoning_content', 'reasoning'])
      this.outputBytes += Buffer.byteLength(textAt(delta, name));
    for (const call of objectsAt(delta, 'tool_calls'))
      this.outputBytes += Buffer.byteLength(textAt(objectAt(call, 'function'), 'arguments'));
  }
}

function indexOf(part: JsonObject): number {
  const { index } = part;
  return typeof index === 'number' ? index : 0;
}
