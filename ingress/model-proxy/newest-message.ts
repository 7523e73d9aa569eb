import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import type { Endpoint } from './route-request.ts';
import { textAt } from './wire-json.ts';

/** Most messages of a request that are looked at, from its end: the newest of the user stands before the turns of one task. */
const MOST_MESSAGES = 512;
/** Most characters of a message that are put together: more than is read of it (`MAX_CHARACTERS` of `core/crisis/words.ts`). */
const MOST_CHARACTERS = 200_000;

/** Blocks of content that hold what somebody wrote, as the three APIs call them. */
const WRITTEN: ReadonlySet<string> = new Set(['text', 'input_text']);

/**
 * What the user wrote last, as a request to a model tells it: the newest message of the role `user` that holds text. Results of tools
 * are none, and pictures say nothing. Null where there is no such message, and for requests that are not answered by a model.
 *
 * Bounded, and total: a body of any other shape has no message.
 */
export function newestUserText(endpoint: Endpoint, body: JsonObject): string | null {
  if (endpoint === 'models' || endpoint === 'count-tokens') return null;
  const messages = endpoint === 'responses' ? body['input'] : body['messages'];
  if (typeof messages === 'string') return messages.trim() === '' ? null : bounded(messages);
  if (!Array.isArray(messages)) return null;
  for (const message of messages.slice(-MOST_MESSAGES).reverse()) {
    const text = userText(message as Json);
    if (text !== null) return text;
  }
  return null;
}

function userText(message: Json): string | null {
  if (!isJsonObject(message) || textAt(message, 'role') !== 'user') return null;
  const { content } = message;
  const parts = typeof content === 'string' ? [content] : Array.isArray(content) ? content.map(writtenIn) : [];
  const text = bounded(parts.filter((part) => part !== '').join('\n\n'));
  return text.trim() === '' ? null : text;
}

function writtenIn(block: Json): string {
  return isJsonObject(block) && WRITTEN.has(textAt(block, 'type')) ? textAt(block, 'text') : '';
}

/** The beginning and the end of a text that is too long. */
function bounded(text: string): string {
  const half = MOST_CHARACTERS / 2;
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, half)}\n\n${text.slice(-half)}`;
}
