import type { DecideCalls } from '../../application/model/held-call.ts';
import type { AnswerGate } from './answer-gate.ts';
import { messagesAnswer } from './anthropic/messages-answer.ts';
import { openMessagesStream } from './anthropic/messages-stream.ts';
import { chatAnswer } from './openai/chat-answer.ts';
import { openChatStream } from './openai/chat-stream.ts';
import type { NoteRefused } from './openai/refused-calls.ts';
import { responsesAnswer } from './openai/responses-answer.ts';
import { openResponsesStream } from './openai/responses-stream.ts';
import type { ReadRequest } from './read-request.ts';
import type { StreamGate } from './stream-gate.ts';

/** An endpoint whose answers may hold calls of tools. */
export type AnsweringEndpoint = 'messages' | 'chat' | 'responses';

/** The gate of an event stream of this endpoint. */
export function streamGateOf(
  endpoint: AnsweringEndpoint,
  {
    decide,
    request,
    note,
  }: { readonly decide: DecideCalls | null; readonly request: ReadRequest; readonly note: NoteRefused },
): StreamGate {
  if (endpoint === 'messages') return openMessagesStream(decide);
  if (endpoint === 'chat') return openChatStream(decide, { dropsUsage: !request.wantsUsage });
  return openResponsesStream(decide, note);
}

/** The gate of whole answers of this endpoint. */
export function answerGateOf(endpoint: AnsweringEndpoint, note: NoteRefused): AnswerGate {
  if (endpoint === 'messages') return messagesAnswer;
  return endpoint === 'chat' ? chatAnswer : responsesAnswer(note);
}
