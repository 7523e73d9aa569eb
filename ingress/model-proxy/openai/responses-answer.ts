import { isJsonObject, type Json } from '../../../core/encoding/json.ts';
import type { AnswerGate } from '../answer-gate.ts';
import { requireFewCalls } from '../stream-gate.ts';
import { objectAt, requireObjects } from '../wire-json.ts';
import { openAiUsage } from './chat-usage.ts';
import { type NoteRefused, noteRefused } from './refused-calls.ts';
import { heldItem, isCallItem, itemAfter } from './response-items.ts';

/** Gates a whole answer of `POST /v1/responses` (OpenAI): refused calls become messages, in their places. */
export function responsesAnswer(note: NoteRefused): AnswerGate {
  return {
    usage: (body) => openAiUsage(objectAt(body, 'usage')),
    gate: async (body, decide) => {
      const calls = requireObjects(body['output'], 'the output').filter(isCallItem);
      if (calls.length === 0) return body;
      requireFewCalls(calls.length);
      const given = await decide(calls.map(heldItem));
      const answers = calls.map(
        (_, at) => given[at] ?? { kind: 'refuse' as const, text: 'This call was not decided, so it did not run.' },
      );
      noteRefused(note, {
        response: body,
        refused: calls.flatMap((call, at) => (answers[at] === undefined ? [] : [[call, answers[at]] as const])),
      });
      const output = (Array.isArray(body['output']) ? body['output'] : []).map((item): Json => {
        const at = isJsonObject(item) ? calls.indexOf(item) : -1;
        const answer = answers[at];
        return isJsonObject(item) && answer !== undefined ? itemAfter(item, answer) : item;
      });
      return { ...body, output };
    },
  };
}
