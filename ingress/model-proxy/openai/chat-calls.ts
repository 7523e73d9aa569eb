import type { CallAnswer, HeldCall } from '../../../application/model/held-call.ts';
import type { Json, JsonObject } from '../../../core/encoding/json.ts';
import { jsonText, objectAt, readArguments, textAt } from '../wire-json.ts';

/** A call of a chat completion, whole: an entry of `tool_calls`, or the older `function_call`. */
export type ChatCall = { readonly call: JsonObject; readonly isLegacy: boolean };

/** What the call asks for. A custom tool takes one text, which stands under `input`. */
export function heldCallOf({ call, isLegacy }: ChatCall): HeldCall {
  if (!isLegacy && textAt(call, 'type') === 'custom') {
    const custom = objectAt(call, 'custom');
    const args = { input: textAt(custom, 'input') };
    return { id: textAt(call, 'id'), name: textAt(custom, 'name'), args };
  }
  const isKnown = isLegacy || textAt(call, 'type') === 'function' || textAt(call, 'type') === '';
  const named = isLegacy ? call : objectAt(call, 'function');
  const args = isKnown ? readArguments(textAt(named, 'arguments')) : null;
  return { id: textAt(call, 'id'), name: textAt(named, 'name'), args };
}

/** The call with the arguments that were decided. */
export function rewritten({ call, isLegacy }: ChatCall, args: JsonObject): JsonObject {
  if (isLegacy) return { ...call, arguments: jsonText(args) };
  if (textAt(call, 'type') === 'custom') {
    const input: Json = args['input'] ?? '';
    return {
      ...call,
      custom: { ...objectAt(call, 'custom'), input: typeof input === 'string' ? input : jsonText(input) },
    };
  }
  return { ...call, function: { ...objectAt(call, 'function'), arguments: jsonText(args) } };
}

/** What is left of the calls of one choice, and what the model is told of the others. */
export type Settled = {
  readonly calls: readonly JsonObject[];
  readonly legacy: JsonObject | null;
  readonly text: string;
};

/** Puts answers to calls; a call without an answer is refused. */
export function settleCalls(calls: readonly ChatCall[], answers: readonly CallAnswer[]): Settled {
  const left: JsonObject[] = [];
  const texts: string[] = [];
  let legacy: JsonObject | null = null;
  for (const [at, one] of calls.entries()) {
    const answer = answers[at] ?? { kind: 'refuse', text: 'This call was not decided, so it did not run.' };
    if (answer.kind === 'refuse') {
      texts.push(answer.text);
      continue;
    }
    const call = answer.kind === 'pass' ? one.call : rewritten(one, answer.args);
    if (one.isLegacy) legacy = call;
    else left.push(call);
  }
  return { calls: left, legacy, text: texts.join('\n\n') };
}

/** Where no call is left the turn is over; another reason (the limit of tokens, a filter) stays as it is. */
export function finishAfter(reason: Json, { calls, legacy }: Settled): Json {
  if (calls.length > 0 || legacy !== null) return reason;
  return reason === 'tool_calls' || reason === 'function_call' ? 'stop' : reason;
}
