import { resolve } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../core/result.ts';
import type { AgentCall, AgentEvent } from '../agent-event.ts';
import { FIELD } from '../hook-fields.ts';
import { readNamedEvent } from '../read-event.ts';
import { PROMPT, SESSION_END, SESSION_START } from '../session-event.ts';

/** Events that ask nothing of us and change nothing here. They get a neutral answer. */
export const NOTICES = [
  'AfterAgent',
  'AfterModel',
  'BeforeModel',
  'BeforeToolSelection',
  'Notification',
  'PreCompress',
] as const;

const { name, word, path, object } = FIELD;
const place = { session_id: name, cwd: path };

const toolCall = z.object({
  ...place,
  tool_name: name,
  tool_input: object,
  mcp_context: z.object({ server_name: word }).nullish(),
});

/** What Gemini CLI says of an event, as far as it is used here. It names no call, so outcomes cannot be linked to one. */
const EVENTS: { readonly [event: string]: z.ZodType<AgentEvent> } = {
  BeforeTool: toolCall.transform((input) => ({ kind: 'call', phase: 'before', call: callOf(input) })),
  AfterTool: z.object({ session_id: name }).transform(() => ({ kind: 'notice' })),
  BeforeAgent: PROMPT,
  SessionStart: SESSION_START,
  SessionEnd: SESSION_END,
};

/** Reads a hook's input, or explains every problem at once. Total: any value is answered. */
export function parseHookInput(value: unknown): Result<AgentEvent, { readonly reason: string }> {
  return readNamedEvent(value, { schemas: EVENTS, notices: NOTICES });
}

function callOf(input: z.output<typeof toolCall>): AgentCall {
  return {
    session: input.session_id,
    cwd: directoryOf(input),
    workspace: input.cwd,
    tool: input.tool_name,
    origin: toolOrigin(input.tool_name, input.mcp_context?.server_name ?? null),
    args: input.tool_input,
    callId: null,
    subagent: null,
  };
}

/** A shell line runs in the folder that its own argument names; anything else where the agent is. */
function directoryOf({ cwd, tool_name: tool, tool_input: args }: z.output<typeof toolCall>): string {
  const given = tool === 'run_shell_command' ? (args['dir_path'] ?? args['directory']) : null;
  return typeof given === 'string' && given !== '' ? resolve(cwd, given) : cwd;
}

/** Who supplies a tool: `mcp:<server>` for what the agent says is a server's or names `mcp_<server>_<tool>`. */
export function toolOrigin(tool: string, server: string | null): string {
  if (server !== null) return `mcp:${server}`;
  if (!tool.startsWith('mcp_')) return 'builtin:gemini-cli';
  const rest = tool.slice('mcp_'.length);
  const end = rest.indexOf('_');
  return `mcp:${end > 0 ? rest.slice(0, end) : rest || 'unknown'}`;
}
