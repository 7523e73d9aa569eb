import type { CallAnswer, HeldCall } from '../../../application/model/held-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { isMissing, jsonText, membersOf, objectAt, readArguments, textAt } from '../wire-json.ts';

/** A call of a chat completion, whole: an entry of `tool_calls`, or the older `function_call`. */
export type ChatCall = { readonly call: JsonObject; readonly isLegacy: boolean };

/** What only one provider says of a call and wants to hear again; no client runs anything of it. */
const CARRIED: readonly string[] = ['extra_content'];

/** The one description of a call: where it stands, and under which name its arguments. Null where there is none, or several. */
function describedBy({
  call,
  isLegacy,
}: ChatCall): { readonly key: 'function' | 'custom'; readonly named: JsonObject } | null {
  if (isLegacy) return { key: 'function', named: call };
  const { type, function: plain, custom, name, arguments: args, input } = call;
  if (![name, args, input].every(isMissing)) return null;
  const key = type === 'custom' ? 'custom' : isMissing(type) || type === '' || type === 'function' ? 'function' : null;
  const [named, other] = key === 'custom' ? [custom, plain] : [plain, custom];
  return key !== null && isJsonObject(named) && isMissing(other) ? { key, named } : null;
}

/**
 * What the call asks for. A custom tool takes one text, which stands under `input`. A call of another shape, or described twice, has
 * no arguments that can be decided.
 */
export function heldCallOf(one: ChatCall): HeldCall {
  const { call } = one;
  const described = describedBy(one);
  const named = described?.named ?? objectAt(call, textAt(call, 'type') === 'custom' ? 'custom' : 'function');
  const held = { id: textAt(call, 'id'), name: textAt(named, 'name') };
  const isSaid = held.name !== '' && (isMissing(call['id']) || typeof call['id'] === 'string');
  if (described === null || !isSaid) return { ...held, args: null };
  const { arguments: args, input } = named;
  if (described.key === 'custom')
    return { ...held, args: typeof input === 'string' && isMissing(args) ? { input } : null };
  const isText = typeof args === 'string' || isMissing(args);
  return { ...held, args: isText && isMissing(input) ? readArguments(args ?? '') : null };
}

/** The call written anew of what was decided: nothing that was not read goes on. */
export function rewritten(one: ChatCall, args: JsonObject): JsonObject {
  const { call, isLegacy } = one;
  const { name } = heldCallOf(one);
  if (isLegacy) return { name, arguments: jsonText(args) };
  const isCustom = textAt(call, 'type') === 'custom';
  const head = { ...membersOf(call, ['id', ...CARRIED]), type: isCustom ? 'custom' : 'function' };
  if (!isCustom) return { ...head, function: { name, arguments: jsonText(args) } };
  const { input = '' } = args;
  return { ...head, custom: { name, input: typeof input === 'string' ? input : jsonText(input) } };
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
    const answer = answers[at];
    const args = answer?.kind === 'rewrite' ? answer.args : heldCallOf(one).args;
    if (answer === undefined || answer.kind === 'refuse' || args === null) {
      texts.push(answer?.kind === 'refuse' ? answer.text : 'This call was not decided, so it did not run.');
      continue;
    }
    const call = rewritten(one, args);
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
