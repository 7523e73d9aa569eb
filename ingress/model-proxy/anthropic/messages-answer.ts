import type { CallAnswer, DecideCalls, HeldCall } from '../../../application/model/held-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import type { AnswerGate } from '../answer-gate.ts';
import { jsonText, objectAt, objectsAt, readArguments, textAt } from '../wire-json.ts';
import { isCall, isPlainCall } from './block-kinds.ts';
import { messagesUsage } from './messages-usage.ts';

/** Gates a whole answer of `POST /v1/messages` (Anthropic): refused calls become text, in their places. */
export const messagesAnswer: AnswerGate = {
  usage: (body) => messagesUsage(objectAt(body, 'usage')),
  gate: async (body, decide) => {
    const calls = objectsAt(body, 'content').filter((block) => isCall(textAt(block, 'type')));
    if (calls.length === 0) return body;
    return rebuild(body, { calls, answers: await decideAll(calls, decide) });
  },
};

function decideAll(calls: readonly JsonObject[], decide: DecideCalls): Promise<readonly CallAnswer[]> {
  return decide(
    calls.map((block): HeldCall => {
      const isPlain = isPlainCall(textAt(block, 'type'));
      const args = isPlain ? readArguments(jsonText(block['input'] ?? {})) : null;
      return { id: textAt(block, 'id'), name: textAt(block, 'name'), args };
    }),
  );
}

type Decided = { readonly calls: readonly JsonObject[]; readonly answers: readonly CallAnswer[] };

function rebuild(body: JsonObject, { calls, answers }: Decided): JsonObject {
  if (answers.length === calls.length && answers.every(({ kind }) => kind === 'pass')) return body;
  const content = (Array.isArray(body['content']) ? body['content'] : []).map((block): Json => {
    const at = isJsonObject(block) ? calls.indexOf(block) : -1;
    if (at < 0 || !isJsonObject(block)) return block;
    const answer = answers[at];
    if (answer?.kind === 'pass') return block;
    if (answer?.kind === 'rewrite') return { ...block, input: answer.args };
    return { type: 'text', text: answer?.text ?? 'This call was not decided, so it did not run.' };
  });
  const isLeft = answers.some(({ kind }) => kind !== 'refuse');
  const isOver = !isLeft && body['stop_reason'] === 'tool_use';
  return { ...body, content, ...(isOver ? { stop_reason: 'end_turn' } : {}) };
}
