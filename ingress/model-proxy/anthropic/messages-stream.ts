import type { CallAnswer, DecideCalls, HeldCall } from '../../../application/model/held-call.ts';
import type { ModelUsage } from '../../../core/budget/model-prices.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { formatEvent, KEEP_ALIVE, MalformedStream, type SseEvent } from '../sse-reader.ts';
import { HeldLength, type StreamGate } from '../stream-gate.ts';
import {
  isMissing,
  jsonText,
  objectAt,
  readArguments,
  readEventObject,
  requireIndex,
  requireObject,
  requireObjects,
  textAt,
} from '../wire-json.ts';
import { blockAfter, heldBlock, isCall, isServersCall, requireBlock } from './block-kinds.ts';
import { messagesUsage } from './messages-usage.ts';

/** A held block: how it was begun, and its arguments as far as they came. */
type HeldBlock = {
  readonly index: number;
  readonly block: JsonObject;
  /** Of the arguments; what is no text makes them unreadable. */
  readonly parts: (Json | undefined)[];
  isWhole: boolean;
};

/**
 * Gates the event stream of `POST /v1/messages` (Anthropic).
 *
 * From the first call on, everything is held until the turn's stop reason is known, so that all calls of a turn are decided together
 * and the blocks keep their order. Thinking, its signatures, text, citations and what the provider's own tools did go on byte for
 * byte. Without `decide` nothing is held.
 */
export function openMessagesStream(decide: DecideCalls | null): StreamGate {
  const stream = new MessagesStream(decide);
  return {
    take: (event) => stream.take(event),
    isComplete: () => stream.isComplete,
    usage: () => stream.usage,
    outputBytes: () => stream.outputBytes,
    failure: (message) =>
      formatEvent({ event: 'error', data: jsonText({ type: 'error', error: { type: 'api_error', message } }) }),
  };
}

class MessagesStream {
  isComplete = false;
  usage: Partial<ModelUsage> = {};
  outputBytes = 0;
  private readonly decide: DecideCalls | null;
  private readonly length = new HeldLength();
  /** In the order of the stream; empty while nothing is held. */
  private queue: (HeldBlock | string)[] = [];
  /** Blocks that are begun and not ended, by index; null for one that is not held. */
  private readonly open = new Map<number, HeldBlock | null>();
  /** Of those, the ones that are not held and may have arguments. */
  private readonly serversCalls = new Set<number>();
  private hasBegun = false;

  constructor(decide: DecideCalls | null) {
    this.decide = decide;
  }

  take({ event, data }: SseEvent): string | Promise<string> {
    if (data === null) return KEEP_ALIVE;
    const body = readEventObject(data);
    const type = textAt(body, 'type');
    if (event !== null && event !== type) {
      throw new MalformedStream(`read an event of the stream: found ${type || 'no type'} under the name ${event}`);
    }
    if (this.isComplete) throw new MalformedStream(`read the stream: found ${type} after its end`);
    this.count(type, body);
    const text = formatEvent({ event: type, data });
    if (type === 'ping') return text;
    if (type === 'error') return this.fail(text);
    if (type === 'message_delta' && textAt(objectAt(body, 'delta'), 'stop_reason') !== '' && this.queue.length > 0)
      return this.release(body);
    if (type === 'message_stop') return this.end(text);
    return this.pass(type, { body, text });
  }

  /** Everything that was held is dropped: it was never decided. */
  private fail(text: string): string {
    this.queue = [];
    this.isComplete = true;
    return text;
  }

  private async end(text: string): Promise<string> {
    const released = this.queue.length === 0 ? '' : await this.release(null);
    this.isComplete = true;
    return released + text;
  }

  private pass(type: string, { body, text }: { readonly body: JsonObject; readonly text: string }): string {
    if (type === 'message_start') this.begin(body);
    if (this.decide === null) return text;
    const held = type.startsWith('content_block_') ? this.blockOf(type, body) : null;
    if (held === null && this.queue.length === 0) return text;
    this.length.add(text);
    if (held === null) {
      this.queue.push(text);
      return '';
    }
    const delta = objectAt(body, 'delta');
    if (textAt(delta, 'type') === 'input_json_delta') held.parts.push(delta['partial_json']);
    return '';
  }

  /** The held block that an event belongs to; null for one that is not held. A block is begun, added to, and ended, in this order. */
  private blockOf(type: string, body: JsonObject): HeldBlock | null {
    const index = requireIndex(body['index'], 'the index of a block');
    const known = this.open.get(index);
    if (type === 'content_block_start') {
      if (known !== undefined) throw new MalformedStream(`read the stream: found block ${index} begun twice`);
      const block = requireBlock(requireObject(body['content_block'], 'a block'));
      const held = isCall(textAt(block, 'type')) ? { index, block, parts: [], isWhole: false } : null;
      this.open.set(index, held);
      if (isServersCall(textAt(block, 'type'))) this.serversCalls.add(index);
      if (held !== null) this.length.addCall();
      if (held !== null) this.queue.push(held);
      return held;
    }
    if (known === undefined)
      throw new MalformedStream(`read the stream: found ${type} of block ${index}, which is not open`);
    const hasArguments = textAt(objectAt(body, 'delta'), 'type') === 'input_json_delta';
    if (hasArguments && known === null && !this.serversCalls.has(index))
      throw new MalformedStream(`read the stream: found arguments in block ${index}, which is no call`);
    if (type === 'content_block_stop') {
      this.open.delete(index);
      this.serversCalls.delete(index);
      if (known !== null) known.isWhole = true;
    }
    return known;
  }

  /** Decides all held calls together. `last` is the message_delta that ends the turn, changed where no call is left. */
  private async release(last: JsonObject | null): Promise<string> {
    const { queue } = this;
    this.queue = [];
    const blocks = queue.filter((one): one is HeldBlock => typeof one !== 'string');
    const answers = await (this.decide as DecideCalls)(blocks.map(callOf));
    const answerOf = new Map(blocks.map((block, at) => [block, answers[at] ?? MISSING]));
    const texts = queue.map((one) => (typeof one === 'string' ? one : textOfBlock(one, answerOf.get(one) ?? MISSING)));
    if (last === null) return texts.join('');
    const isLeft = [...answerOf.values()].some(({ kind }) => kind !== 'refuse');
    return texts.join('') + formatEvent({ event: 'message_delta', data: jsonText(isLeft ? last : withoutCalls(last)) });
  }

  /** A message that begins with content has skipped the events by which content is announced. */
  private begin(body: JsonObject): void {
    const isFilled = requireObjects(requireObject(body['message'], 'a message')['content'], 'the content').length > 0;
    if (this.hasBegun || isFilled) {
      throw new MalformedStream('read the stream: found a second start, or content before its first block');
    }
    this.hasBegun = true;
  }

  private count(type: string, body: JsonObject): void {
    if (type === 'message_start') this.usage = messagesUsage(objectAt(objectAt(body, 'message'), 'usage'));
    else if (type === 'message_delta') this.usage = { ...this.usage, ...messagesUsage(objectAt(body, 'usage')) };
    else if (type === 'content_block_delta') {
      const delta = objectAt(body, 'delta');
      for (const name of ['text', 'thinking', 'partial_json'])
        this.outputBytes += Buffer.byteLength(textAt(delta, name));
    }
  }
}

/** A call without an answer is refused: there is none by which it could go on. */
const MISSING = { kind: 'refuse' as const, text: 'This call was not decided, so it did not run.' };

function callOf({ block, parts, isWhole }: HeldBlock): HeldCall {
  const text = parts.filter((part) => typeof part === 'string').join('');
  const { input } = block;
  const isBegun = !isMissing(input) && !(isJsonObject(input) && Object.keys(input).length === 0);
  const isReadable = isWhole && parts.every((part) => typeof part === 'string') && !(isBegun && text.trim() !== '');
  return heldBlock(block, isReadable ? readArguments(isBegun ? jsonText(input) : text) : null);
}

function textOfBlock(held: HeldBlock, answer: CallAnswer): string {
  const { index, block } = held;
  const args = answer.kind === 'rewrite' ? answer.args : callOf(held).args;
  if (answer.kind === 'refuse' || args === null) {
    const text = answer.kind === 'refuse' ? answer.text : MISSING.text;
    return blockText(index, { block: { type: 'text', text: '' }, delta: { type: 'text_delta', text } });
  }
  return blockText(index, {
    block: blockAfter(block, {}),
    delta: { type: 'input_json_delta', partial_json: jsonText(args) },
  });
}

function blockText(
  index: number,
  { block, delta }: { readonly block: JsonObject; readonly delta: JsonObject },
): string {
  const events: readonly JsonObject[] = [
    { type: 'content_block_start', index, content_block: block },
    { type: 'content_block_delta', index, delta },
    { type: 'content_block_stop', index },
  ];
  return events.map((event) => formatEvent({ event: textAt(event, 'type'), data: jsonText(event) })).join('');
}

/** Where no call is left the turn is over; a stop for another reason (the limit of tokens, a refusal) stays as it is. */
function withoutCalls(last: JsonObject): JsonObject {
  const delta = objectAt(last, 'delta');
  return delta['stop_reason'] === 'tool_use' ? { ...last, delta: { ...delta, stop_reason: 'end_turn' } } : last;
}
