import type { DecideCalls } from '../../../application/model/held-call.ts';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import type { AnswerGate } from '../answer-gate.ts';
import { requireFewCalls } from '../stream-gate.ts';
import { objectAt, requireObject, requireObjects, textAt } from '../wire-json.ts';
import { type ChatCall, finishAfter, heldCallOf, type Settled, settleCalls } from './chat-calls.ts';
import { requireChatShape } from './chat-shape.ts';
import { openAiUsage } from './chat-usage.ts';

/** Gates a whole answer of `POST /v1/chat/completions` (OpenAI); of every choice, as the client may take any. */
export const chatAnswer: AnswerGate = {
  usage: (body) => openAiUsage(objectAt(body, 'usage')),
  gate: async (body, decide) => {
    requireChatShape(body, 'message');
    const choices = requireObjects(body['choices'], 'choices');
    requireFewCalls(choices.reduce((sum, choice) => sum + callsOf(objectAt(choice, 'message')).length, 0));
    const gated: JsonObject[] = [];
    for (const choice of choices) gated.push(await gateChoice(choice, decide));
    return gated.every((choice, at) => choice === choices[at]) ? body : { ...body, choices: gated };
  },
};

async function gateChoice(choice: JsonObject, decide: DecideCalls): Promise<JsonObject> {
  const message = requireObject(choice['message'], 'a message');
  const calls = callsOf(message);
  if (calls.length === 0) return choice;
  const answers = await decide(calls.map(heldCallOf));
  const settled = settleCalls(calls, answers);
  return {
    ...choice,
    message: messageAfter(message, settled),
    finish_reason: finishAfter(choice['finish_reason'] ?? null, settled),
  };
}

function callsOf(message: JsonObject): readonly ChatCall[] {
  const calls = requireObjects(message['tool_calls'], 'tool_calls').map((call) => ({ call, isLegacy: false }));
  const legacy = message['function_call'];
  return isJsonObject(legacy) ? [...calls, { call: legacy, isLegacy: true }] : calls;
}

function messageAfter(message: JsonObject, { calls, legacy, text }: Settled): JsonObject {
  const { tool_calls: _calls, function_call: _legacy, ...rest } = message;
  const before = textAt(message, 'content');
  return {
    ...rest,
    ...(text === '' ? {} : { content: before === '' ? text : `${before}\n\n${text}` }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(legacy === null ? {} : { function_call: legacy }),
  };
}
