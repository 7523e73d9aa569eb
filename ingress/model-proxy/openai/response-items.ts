import type { CallAnswer, HeldCall } from '../../../application/model/held-call.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { jsonText, objectAt, readArguments, textAt } from '../wire-json.ts';

/** Items that nobody but the provider acts on, and text. What is not listed counts as a call. */
const NOT_CALLS: ReadonlySet<string> = new Set([
  'message',
  'reasoning',
  'compaction',
  'additional_tools',
  'program',
  'program_output',
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'tool_search_call',
  'tool_search_output',
  'mcp_call',
  'mcp_list_tools',
  'mcp_approval_request',
  'mcp_approval_response',
  'function_call_output',
  'custom_tool_call_output',
  'computer_call_output',
  'local_shell_call_output',
  'shell_call_output',
  'apply_patch_call_output',
]);

/** Under which key a call's arguments stand, where they are an object. */
const ARGUMENTS_AT: { readonly [type: string]: string } = {
  local_shell_call: 'action',
  shell_call: 'action',
  computer_call: 'action',
  apply_patch_call: 'operation',
};

/** Whether an output item is a call of a tool that the client would run. */
export function isCallItem(item: JsonObject): boolean {
  const type = textAt(item, 'type');
  if (NOT_CALLS.has(type)) return false;
  // A shell in the provider's own container is run by the provider.
  return !(type === 'shell_call' && textAt(objectAt(item, 'environment'), 'type').startsWith('container'));
}

/** What an item asks for; arguments that cannot be read in one way only are null. */
export function heldItem(item: JsonObject): HeldCall {
  const type = textAt(item, 'type');
  const id = textAt(item, 'call_id');
  if (type === 'function_call')
    return { id, name: textAt(item, 'name'), args: readArguments(textAt(item, 'arguments')) };
  if (type === 'custom_tool_call') return { id, name: textAt(item, 'name'), args: { input: textAt(item, 'input') } };
  const key = ARGUMENTS_AT[type];
  const name = type.endsWith('_call') ? type.slice(0, -'_call'.length) : type;
  return { id, name, args: key === undefined ? null : objectAt(item, key) };
}

/** The item that stands in the place of a decided one. */
export function itemAfter(item: JsonObject, answer: CallAnswer): JsonObject {
  if (answer.kind === 'pass') return item;
  if (answer.kind === 'refuse') return messageItem(item, answer.text);
  const type = textAt(item, 'type');
  if (type === 'function_call') return { ...item, arguments: jsonText(answer.args) };
  if (type === 'custom_tool_call') {
    const { input } = answer.args;
    return { ...item, input: typeof input === 'string' ? input : jsonText(answer.args) };
  }
  const key = ARGUMENTS_AT[type];
  return key === undefined ? item : { ...item, [key]: answer.args };
}

/** A message of the assistant with one text. Its id is made from the item's own, so that it is the same wherever it is shown. */
function messageItem(item: JsonObject, text: string): JsonObject {
  return {
    id: `msg_${textAt(item, 'id') || textAt(item, 'call_id')}`,
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
  };
}
