import type { CallAnswer, HeldCall } from '../../../application/model/held-call.ts';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import { isMissing, jsonText, membersOf, objectAt, readArguments, textAt } from '../wire-json.ts';

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

/** Where arguments may stand; a call is described by one of them. */
const ARGUMENT_NAMES: readonly string[] = ['arguments', 'input', 'action', 'actions', 'operation'];
/** What goes on of a call beside its arguments. */
const CARRIED: readonly string[] = [
  'id',
  'type',
  'call_id',
  'name',
  'namespace',
  'status',
  'environment',
  'pending_safety_checks',
];

function argumentsAt(type: string): string | undefined {
  if (type === 'function_call') return 'arguments';
  return type === 'custom_tool_call' ? 'input' : ARGUMENTS_AT[type];
}

/** What an item asks for; arguments that cannot be read in one way only are null, and those of an item of another shape. */
export function heldItem(item: JsonObject): HeldCall {
  const type = textAt(item, 'type');
  const isNamed = type === 'function_call' || type === 'custom_tool_call';
  const name = isNamed ? nameOf(item) : type.endsWith('_call') ? type.slice(0, -'_call'.length) : type;
  const held = { id: textAt(item, 'call_id'), name };
  const key = argumentsAt(type);
  const isAlone = ARGUMENT_NAMES.every((other) => other === key || isMissing(item[other]));
  const isShaped = ['id', 'call_id'].every((at) => isMissing(item[at]) || typeof item[at] === 'string');
  if (key === undefined || name === '' || !isAlone || !isShaped) return { ...held, args: null };
  const given = item[key];
  if (type === 'custom_tool_call') return { ...held, args: typeof given === 'string' ? { input: given } : null };
  if (type === 'function_call') return { ...held, args: typeof given === 'string' ? readArguments(given) : null };
  return { ...held, args: isJsonObject(given) ? given : null };
}

/** A name within a namespace is another tool than the same name without; empty for one that is no text. */
function nameOf({ name, namespace }: JsonObject): string {
  if (typeof name !== 'string') return '';
  if (isMissing(namespace) || namespace === '') return name;
  if (typeof namespace !== 'string') return '';
  return namespace.endsWith('__') ? `${namespace}${name}` : `${namespace}__${name}`;
}

/** The item that stands in the place of a decided one, written anew of what was decided. */
export function itemAfter(item: JsonObject, answer: CallAnswer): JsonObject {
  if (answer.kind === 'refuse') return messageItem(item, answer.text);
  const args = answer.kind === 'rewrite' ? answer.args : heldItem(item).args;
  const type = textAt(item, 'type');
  const key = argumentsAt(type);
  if (args === null || key === undefined) return messageItem(item, 'This call was not decided, so it did not run.');
  const { input } = args;
  const asText = type === 'custom_tool_call' && typeof input === 'string' ? input : jsonText(args);
  return membersOf({ ...item, [key]: key === 'arguments' || key === 'input' ? asText : args }, [...CARRIED, key]);
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
