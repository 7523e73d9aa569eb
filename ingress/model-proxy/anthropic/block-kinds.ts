import type { HeldCall } from '../../../application/model/held-call.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { MalformedStream } from '../sse-reader.ts';
import { membersOf, textAt } from '../wire-json.ts';

/**
 * Blocks that nobody but the provider acts on, and text: they are never held.
 *
 * What its own servers ran (`server_tool_use`, `mcp_tool_use`) is over when it is seen. A type that is not listed and whose name says
 * that something is used counts as a call that nobody can decide.
 */
const NOT_CALLS: ReadonlySet<string> = new Set(['server_tool_use', 'mcp_tool_use']);

/** Whether a content block is a call of a tool that the client would run. */
export function isCall(type: string): boolean {
  return type === 'tool_use' || (type.endsWith('_use') && !NOT_CALLS.has(type)) || type.endsWith('_call');
}

/** Whether a content block is a call that the provider itself runs: it is not held, and has arguments all the same. */
export function isServersCall(type: string): boolean {
  return NOT_CALLS.has(type);
}

/** Whether a call is of the one kind whose arguments are known to be an object under `input`. */
export function isPlainCall(type: string): boolean {
  return type === 'tool_use';
}

/** What goes on of a call beside its arguments; `caller` says which of the provider's own programs made it. */
const CARRIED: readonly string[] = ['type', 'id', 'name', 'caller'];

/** What the block asks for; `args` as they were read. Null arguments for a block of another shape. */
export function heldBlock(block: JsonObject, args: JsonObject | null): HeldCall {
  const [id, name] = [textAt(block, 'id'), textAt(block, 'name')];
  return { id, name, args: isPlainCall(textAt(block, 'type')) && id !== '' && name !== '' ? args : null };
}

/** The block written anew of what was decided: nothing that was not read goes on. */
export function blockAfter(block: JsonObject, input: JsonObject): JsonObject {
  return { ...membersOf(block, CARRIED), input };
}

/** Requires that a block says of which type it is. Raises `MalformedStream`: a client might take it for a call. */
export function requireBlock(block: JsonObject): JsonObject {
  if (textAt(block, 'type') !== '') return block;
  throw new MalformedStream('read the answer: found a block of content without a type');
}
