import type { Json, JsonObject } from '../../../core/encoding/json.ts';
import { MalformedStream } from '../sse-reader.ts';
import { isMissing, requireIndex, requireObject, requireObjects } from '../wire-json.ts';

/** Where calls stand, and what holds them. Some readers take these names in any case of letters. */
const NAMES: readonly string[] = ['choices', 'delta', 'message', 'tool_calls', 'function_call'];
const CALLS: readonly string[] = ['tool_calls', 'function_call'];

/**
 * Requires that calls stand in one place only, `choices[].message` of an answer or `choices[].delta` of an event, and in the shape
 * that every client reads alike. Raises `MalformedStream`: what is read elsewhere by anybody was not decided.
 */
export function requireChatShape(body: JsonObject, holder: 'message' | 'delta'): void {
  requireNoCalls(body, ['choices']);
  const other = holder === 'message' ? 'delta' : 'message';
  for (const choice of requireObjects(body['choices'], 'choices')) {
    requireIndex(choice['index'], 'the index of a choice');
    if (!isMissing(choice[other]))
      throw new MalformedStream('read an event of the stream: found calls where none are announced');
    requireNoCalls(choice, [holder]);
    const held = requireObject(choice[holder], `a ${holder}`);
    requireNoCalls(held, CALLS);
    for (const call of requireObjects(held['tool_calls'], 'tool_calls')) {
      requireIndex(call['index'], 'the index of a call');
      requireNoCalls(call, []);
    }
    requireNoCalls(requireObject(held['function_call'], 'function_call'), []);
  }
}

/** Nothing named like calls, at any depth, but under the names of this object that are looked through by themselves. */
function requireNoCalls(object: JsonObject, apart: readonly string[]): void {
  for (const [name, value] of Object.entries(object)) {
    if (apart.includes(name)) continue;
    const plain = name.toLowerCase();
    const isMisplaced = CALLS.includes(plain) || (NAMES.includes(plain) && plain !== name);
    if (isMisplaced && !isMissing(value) && !(Array.isArray(value) && value.length === 0))
      throw new MalformedStream(`read the answer: found ${plain} where none are announced`);
    requireNone(value);
  }
}

function requireNone(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const inner of value) requireNone(inner as Json);
  else requireNoCalls(value as JsonObject, []);
}
