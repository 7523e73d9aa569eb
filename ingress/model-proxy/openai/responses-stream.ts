import type { CallAnswer, DecideCalls } from '../../../application/model/held-call.ts';
import type { ModelUsage } from '../../../core/budget/model-prices.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { formatEvent, KEEP_ALIVE, MalformedStream, type SseEvent } from '../sse-reader.ts';
import { HeldLength, type StreamGate } from '../stream-gate.ts';
import {
  isMissing,
  jsonText,
  objectAt,
  readEventObject,
  requireIndex,
  requireObject,
  requireObjects,
  textAt,
} from '../wire-json.ts';
import { openAiUsage } from './chat-usage.ts';
import { type NoteRefused, noteRefused } from './refused-calls.ts';
import { eventsOfItem } from './response-events.ts';
import { heldItem, isCallItem, itemAfter } from './response-items.ts';

/** An event that is held back, as it was read. */
type HeldEvent = { readonly body: JsonObject; readonly data: string };

/** A held item: its argument text as streamed, and the item itself once it is done. */
type HeldItem = {
  readonly outputIndex: number;
  readonly parts: (Json | undefined)[];
  /** What other events said the whole arguments are. */
  readonly claims: (Json | undefined)[];
  item: JsonObject | null;
  readonly announced: JsonObject;
};

const ENDS = ['response.completed', 'response.incomplete', 'response.failed'];

/**
 * Gates the event stream of `POST /v1/responses` (OpenAI).
 *
 * From the first call on, everything is held until the response is complete, since that last event repeats every item. Calls are
 * decided together; events behind a replaced item are numbered anew. Without `decide` nothing is held.
 */
export function openResponsesStream(decide: DecideCalls | null, note: NoteRefused): StreamGate {
  const stream = new ResponsesStream(decide, note);
  return {
    take: (event) => stream.take(event),
    isComplete: () => stream.isComplete,
    usage: () => stream.usage,
    outputBytes: () => stream.outputBytes,
    failure: (message) => stream.failure(message),
  };
}

class ResponsesStream {
  isComplete = false;
  usage: Partial<ModelUsage> = {};
  outputBytes = 0;
  private readonly decide: DecideCalls | null;
  private readonly note: NoteRefused;
  private readonly length = new HeldLength();
  /** In the order of the stream; of what is no call only its text, which is read again when it goes on. */
  private queue: (HeldItem | string)[] = [];
  /** Held items by their place in the output. */
  private readonly items = new Map<number, HeldItem>();
  private nextNumber = 0;

  constructor(decide: DecideCalls | null, note: NoteRefused) {
    this.decide = decide;
    this.note = note;
  }

  take({ event, data }: SseEvent): string | Promise<string> {
    if (data === null) return KEEP_ALIVE;
    if (data.trim() === '[DONE]') return 'data: [DONE]\n\n';
    const body = readEventObject(data);
    const type = textAt(body, 'type');
    if (event !== null && event !== type) {
      throw new MalformedStream(`read an event of the stream: found ${type || 'no type'} under the name ${event}`);
    }
    if (this.isComplete) throw new MalformedStream(`read the stream: found ${type} after its end`);
    this.count(type, body);
    if (ENDS.includes(type)) return this.end(body, data);
    if (type === 'error') {
      this.queue = [];
      this.isComplete = true;
      if (this.decide !== null && outputOf(body).some(isCallItem))
        throw new MalformedStream('read an event of the stream: found calls beside an error');
      return this.send({ body, data });
    }
    if (this.decide === null) return this.send({ body, data });
    return this.pass(type, { body, data });
  }

  failure(message: string): string {
    const error = { type: 'error', code: 'upstream_failed', message, param: null };
    return this.send({ body: { ...error, sequence_number: -1 }, data: '' });
  }

  private pass(type: string, held: HeldEvent): string {
    const { body, data } = held;
    if (outputOf(body).some(isCallItem)) {
      throw new MalformedStream(`read an event of the stream: found calls in ${type}, before they were announced`);
    }
    const item = objectAt(body, 'item');
    const outputIndex = requireIndex(body['output_index'], 'the place of an item');
    const known = this.items.get(outputIndex);
    if (known === undefined && OF_CALLS.some((prefix) => type.startsWith(prefix)))
      throw new MalformedStream(`read an event of the stream: found ${type} of a call that was not announced`);
    if (type.startsWith('response.output_item.') && known === undefined && isCallItem(item)) {
      this.length.add(data);
      this.length.addCall();
      const isDone = type === 'response.output_item.done';
      const parts = { parts: [], claims: [], item: isDone ? item : null, announced: item };
      const fresh: HeldItem = { outputIndex, ...parts };
      this.items.set(outputIndex, fresh);
      this.queue.push(fresh);
      return '';
    }
    if (this.queue.length === 0) return this.send(held);
    this.length.add(data);
    if (known === undefined) this.queue.push(data);
    else addTo(known, type, body);
    return '';
  }

  private async end(body: JsonObject, data: string): Promise<string> {
    const response = objectAt(body, 'response');
    this.isComplete = true;
    if (this.decide === null) return this.send({ body, data });
    const { queue } = this;
    this.queue = [];
    if (textAt(body, 'type') === 'response.failed') {
      const output = outputOf(body).filter((item) => !isCallItem(item));
      return this.send({ body: { ...body, response: { ...response, output } }, data: '' });
    }
    outputOf(body);
    const held = queue.filter((one): one is HeldItem => typeof one !== 'string');
    const answers = held.length === 0 ? [] : await this.decide(held.map(callOf));
    const answerOf = new Map(held.map((one, at) => [one, answers[at] ?? MISSING]));
    noteRefused(this.note, { response, refused: held.map((one) => [itemOf(one), answerOf.get(one) ?? MISSING]) });
    let text = '';
    for (const one of queue)
      text +=
        typeof one === 'string'
          ? this.send({ body: readEventObject(one), data: one })
          : this.sendItem(one, answerOf.get(one) ?? MISSING);
    const output = outputAfter(response, answerOf);
    if (output === null) return text + this.send({ body, data });
    return text + this.send({ body: { ...body, response: { ...response, output } }, data: '' });
  }

  private sendItem(held: HeldItem, answer: CallAnswer): string {
    const events = eventsOfItem(itemAfter(itemOf(held), answer), held.outputIndex);
    return events.map((body) => this.send({ body: { ...body, sequence_number: -1 }, data: '' })).join('');
  }

  /** As it came where its number is right and nothing was changed; else written anew. */
  private send({ body, data }: HeldEvent): string {
    const event = textAt(body, 'type');
    const number = body['sequence_number'];
    if (typeof number !== 'number') return formatEvent({ event, data: data === '' ? jsonText(body) : data });
    if (number >= 0 && this.nextNumber === 0) this.nextNumber = number;
    const sequence_number = this.nextNumber;
    this.nextNumber += 1;
    if (data !== '' && number === sequence_number) return formatEvent({ event, data });
    return formatEvent({ event, data: jsonText({ ...body, sequence_number }) });
  }

  private count(type: string, body: JsonObject): void {
    const { usage } = objectAt(body, 'response');
    if (isJsonObject(usage)) this.usage = { ...this.usage, ...openAiUsage(usage) };
    if (type.endsWith('.delta')) this.outputBytes += Buffer.byteLength(textAt(body, 'delta'));
  }
}

/** Beginnings of the names of events that tell of a call which the client would run. */
const OF_CALLS: readonly string[] = [
  'response.function_call',
  'response.custom_tool_call',
  'response.local_shell_call',
  'response.shell_call',
  'response.computer_call',
  'response.apply_patch_call',
];

/** The items that an event lists. */
function outputOf(body: JsonObject): readonly JsonObject[] {
  return requireObjects(requireObject(body['response'], 'a response')['output'], 'the output');
}

const MISSING: CallAnswer = { kind: 'refuse', text: 'This call was not decided, so it did not run.' };

function addTo(held: HeldItem, type: string, body: JsonObject): void {
  if (type === 'response.output_item.done') held.item = objectAt(body, 'item');
  if (type === 'response.output_item.added') held.claims.push('a second announcement');
  if (type === 'response.function_call_arguments.delta' || type === 'response.custom_tool_call_input.delta')
    held.parts.push(body['delta']);
  if (type === 'response.function_call_arguments.done') held.claims.push(body['arguments']);
  if (type === 'response.custom_tool_call_input.done') held.claims.push(body['input']);
}

function itemOf({ item, announced }: HeldItem): JsonObject {
  return item ?? announced;
}

/** An item that was never finished, or whose events tell of different arguments, cannot be decided. */
function callOf(held: HeldItem) {
  const { item, announced, parts, claims } = held;
  const call = heldItem(itemOf(held));
  if (item === null || !isCallItem(item)) return { ...call, args: null };
  const key = textAt(item, 'type') === 'custom_tool_call' ? 'input' : 'arguments';
  const whole = textAt(item, key);
  const begun = announced[key];
  const isSame =
    textAt(announced, 'name') === textAt(item, 'name') &&
    textAt(announced, 'type') === textAt(item, 'type') &&
    (isMissing(begun) || begun === '' || begun === whole) &&
    claims.every((claim) => claim === whole) &&
    parts.every((part) => typeof part === 'string') &&
    (parts.length === 0 || parts.join('') === whole);
  return isSame ? call : { ...call, args: null };
}

function describedAs(item: JsonObject): string {
  return jsonText([textAt(item, 'type'), heldItem(item)]);
}

/** The list of items with those that were decided as they are now; null where nothing changed. */
function outputAfter(response: JsonObject, answerOf: ReadonlyMap<HeldItem, CallAnswer>): readonly Json[] | null {
  const output = Array.isArray(response['output']) ? response['output'] : [];
  const byPlace = new Map([...answerOf].map((one) => [one[0].outputIndex, one]));
  const after = output.map((item, at): Json => {
    if (!isJsonObject(item) || !isCallItem(item)) return item;
    const found = byPlace.get(at);
    if (found === undefined || describedAs(item) !== describedAs(itemOf(found[0]))) {
      return itemAfter(item, found?.[1].kind === 'refuse' ? found[1] : MISSING);
    }
    return itemAfter(item, found[1]);
  });
  return after.every((item, at) => item === output[at]) ? null : after;
}
