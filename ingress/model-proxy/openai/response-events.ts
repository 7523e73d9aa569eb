import type { JsonObject } from '../../../core/encoding/json.ts';
import { objectsAt, textAt } from '../wire-json.ts';

/** The events by which an item of a response is told of when nobody streamed it: begun, said in one piece, done. */
export function eventsOfItem(item: JsonObject, outputIndex: number): readonly JsonObject[] {
  const at = { output_index: outputIndex };
  const done = { type: 'response.output_item.done', ...at, item };
  const id = textAt(item, 'id');
  if (textAt(item, 'type') === 'message') return [...messageEvents(item, { id, at }), done];
  if (textAt(item, 'type') !== 'function_call')
    return [{ type: 'response.output_item.added', ...at, item: { ...item, status: 'in_progress' } }, done];
  const args = textAt(item, 'arguments');
  const name = textAt(item, 'name');
  return [
    { type: 'response.output_item.added', ...at, item: { ...item, arguments: '', status: 'in_progress' } },
    { type: 'response.function_call_arguments.delta', item_id: id, ...at, delta: args },
    { type: 'response.function_call_arguments.done', item_id: id, ...at, name, arguments: args },
    done,
  ];
}

function messageEvents(
  item: JsonObject,
  { id, at }: { readonly id: string; readonly at: JsonObject },
): readonly JsonObject[] {
  const [part = {}] = objectsAt(item, 'content');
  const text = textAt(part, 'text');
  const place = { item_id: id, ...at, content_index: 0 };
  return [
    { type: 'response.output_item.added', ...at, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
    { type: 'response.output_text.delta', ...place, delta: text, logprobs: [] },
    { type: 'response.output_text.done', ...place, text, logprobs: [] },
    { type: 'response.content_part.done', ...place, part },
  ];
}
