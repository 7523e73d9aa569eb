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

/** Whether a call is of the one kind whose arguments are known to be an object under `input`. */
export function isPlainCall(type: string): boolean {
  return type === 'tool_use';
}
