import type { CallAnswer, DecideCalls, HeldCall } from '../../../application/model/held-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import type { AnswerGate } from '../answer-gate.ts';
import { requireFewCalls } from '../stream-gate.ts';
import { jsonText, objectAt, readArguments, requireObjects, textAt } from '../wire-json.ts';
import { blockAfter, heldBlock, isCall, requireBlock } from './block-kinds.ts';
import { messagesUsage } from './messages-usage.ts';

/** Gates a whole answer of `POST /v1/messages` (Anthropic): refused calls become text, in their places. */
export const messagesAnswer: AnswerGate = {
  usage: (body) => messagesUsage(objectAt(body, 'usage')),
  gate: async (body, decide) => {
    const blocks = requireObjects(body['content'], 'the content').map(requireBlock);
    const calls = blocks.filter((block) => isCall(textAt(block, 'type')));
    if (calls.length === 0) return body;
    requireFewCalls(calls.length);
    return rebuild(body, { calls, answers: await decideAll(calls, decide) });
  },
};

function decideAll(calls: readonly JsonObject[], decide: DecideCalls): Promise<readonly CallAnswer[]> {
  return decide(calls.map(callOf));
}

function callOf(block: JsonObject): HeldCall {
  return heldBlock(block, readArguments(jsonText(block['input'] ?? {})));
}

type Decided = { readonly calls: readonly JsonObject[]; readonly answers: readonly CallAnswer[] };

function rebuild(body: JsonObject, { calls, answers }: Decided): JsonObject {
  const content = (Array.isArray(body['content']) ? body['content'] : []).map((block): Json => {
    const at = isJsonObject(block) ? calls.indexOf(block) : -1;
    if (at < 0 || !isJsonObject(block)) return block;
    const answer = answers[at];
    const args = answer?.kind === 'rewrite' ? answer.args : callOf(block).args;
    if (answer !== undefined && answer.kind !== 'refuse' && args !== null) return blockAfter(block, args);
    const text = answer?.kind === 'refuse' ? answer.text : 'This call was not decided, so it did not run.';
    return { type: 'text', text };
  });
  const isLeft = answers.some(({ kind }) => kind !== 'refuse');
  const isOver = !isLeft && body['stop_reason'] === 'tool_use';
  return { ...body, content, ...(isOver ? { stop_reason: 'end_turn' } : {}) };
}
