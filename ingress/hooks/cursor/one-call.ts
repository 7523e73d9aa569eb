import type { JsonObject } from '../../../core/encoding/json.ts';
import type { AgentCall } from '../agent-event.ts';
import { withoutAsides } from '../without-asides.ts';

type Asked = Pick<AgentCall, 'tool' | 'args'>;

/** Arguments that change nothing of what a call does beside where it runs, which the call says itself. */
const ASIDES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Shell', ['cwd', 'working_directory', 'timeout', 'block_until_ms', 'description', 'is_background']],
  ['Read', ['offset', 'limit']],
]);
const FILE_TOOLS: ReadonlySet<string> = new Set(['Read', 'Write', 'StrReplace', 'Edit', 'Delete', 'Grep']);

/**
 * The form in which two hooks of Cursor tell the same of one call, so that the second one is recognised: a shell line is its
 * `command`, a read its `file_path`, a sub-agent its `task`.
 */
export function asOneCall({ tool, args }: Asked): Asked {
  if (tool === 'Task') return { tool, args: taskOf(args) };
  const named = FILE_TOOLS.has(tool) ? withFilePath(args) : args;
  return { tool, args: withoutAsides(named, ASIDES.get(tool) ?? []) };
}

/** Who supplies a tool: an MCP server that the hook does not name for `MCP:<tool>`, else `builtin:cursor`. */
export function toolOrigin(tool: string): string {
  return tool.startsWith('MCP:') ? 'mcp:unknown' : 'builtin:cursor';
}

function taskOf(args: JsonObject): JsonObject {
  const task = args['prompt'] ?? args['task'];
  return typeof task === 'string' ? { task } : args;
}

function withFilePath(args: JsonObject): JsonObject {
  const { path, ...rest } = args;
  return path === undefined || Object.hasOwn(args, 'file_path') ? args : { ...rest, file_path: path };
}
