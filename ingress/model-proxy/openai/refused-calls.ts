import type { CallAnswer } from '../../../application/model/held-call.ts';
import type { Json, JsonObject } from '../../../core/encoding/json.ts';
import { textAt } from '../wire-json.ts';

/** A refused call that the provider remembers as made: an item that answers it. */
export type RefusedItem = JsonObject;

/** Told of the refused calls of a response that the provider may keep. */
export type NoteRefused = (response: JsonObject, answers: readonly RefusedItem[]) => void;

const OUTPUT_OF: { readonly [type: string]: string } = {
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
  local_shell_call: 'local_shell_call_output',
};

/** Notes those of the decided items that were refused, each with the answer that the provider will want to it. */
export function noteRefused(
  note: NoteRefused,
  {
    response,
    refused,
  }: { readonly response: JsonObject; readonly refused: readonly (readonly [JsonObject, CallAnswer])[] },
): void {
  const answers = refused.flatMap(([item, answer]) => {
    const type = OUTPUT_OF[textAt(item, 'type')];
    if (answer.kind !== 'refuse' || type === undefined) return [];
    return [{ type, call_id: textAt(item, 'call_id'), output: answer.text }];
  });
  if (answers.length > 0) note(response, answers);
}

const MAX_RESPONSES = 1_000;

/**
 * Remembers calls that were refused in responses which the provider keeps.
 *
 * A client that goes on from such a response (`previous_response_id`, `conversation`) does not know of the call, and the provider
 * waits for its answer: the gateway gives it. Bounded; the oldest are forgotten.
 */
export class RefusedCalls {
  private readonly known = new Map<string, readonly RefusedItem[]>();

  readonly note: NoteRefused = (response, answers) => {
    for (const key of [textAt(response, 'id'), conversationOf(response['conversation'])]) {
      if (key === '') continue;
      this.known.delete(key);
      this.known.set(key, answers);
      const [oldest] = this.known.keys();
      if (this.known.size > MAX_RESPONSES && oldest !== undefined) this.known.delete(oldest);
    }
  };

  /** What must be answered before anything else in a request that goes on from a response; used up for a conversation. */
  answersFor(request: JsonObject): readonly RefusedItem[] {
    const before = this.known.get(textAt(request, 'previous_response_id'));
    if (before !== undefined) return before;
    const conversation = conversationOf(request['conversation']);
    const waiting = conversation === '' ? undefined : this.known.get(conversation);
    this.known.delete(conversation);
    return waiting ?? [];
  }
}

function conversationOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? textAt(value as JsonObject, 'id') : '';
}
